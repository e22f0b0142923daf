// @ts-check
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const heartbeatMs = 5_000;
const silentForMs = 60_000;
const retryMs = 300;

/**
 * Runs the work while no other set-up of this user runs. A lock whose process is gone, or whose holder on another host
 * (a shared home) has been silent for a minute, is taken over.
 * @template T
 * @param {string} file
 * @param {(pid: number) => void} onWait Called once when there is another holder.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, onWait, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, host: hostname() });
  let waited = false;
  while (!tryTake(file, mine, content)) {
    const held = read(file);
    if (held === undefined) continue;
    if (isStale(file, held)) {
      takeAway(file, held);
      continue;
    }
    if (!waited) onWait(parse(held).pid);
    waited = true;
    await delay(retryMs);
  }
  const heartbeat = setInterval(() => beat(file), heartbeatMs);
  const release = () => {
    clearInterval(heartbeat);
    if (read(file) === content) rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function beat(/** @type {string} */ file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed the lock by hand; the work goes on and ends without it.
  }
}

// A link appears with its content at once or not at all, so nobody reads an empty lock.
function tryTake(/** @type {string} */ file, /** @type {string} */ mine, /** @type {string} */ content) {
  writeFileSync(mine, content);
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

// Of several that find a lock stale, the one that moved the stale one away wins; a fresh one moved by mistake goes back.
function takeAway(/** @type {string} */ file, /** @type {string} */ judged) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (read(aside) !== judged) linkSync(aside, file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isStale(/** @type {string} */ file, /** @type {string} */ held) {
  const { pid, host } = parse(held);
  if (host !== hostname()) return Date.now() - modifiedAt(file) > silentForMs;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

function modifiedAt(/** @type {string} */ file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return Date.now();
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(/** @type {string} */ content) {
  try {
    const value = JSON.parse(content);
    return { pid: Number(value.pid), host: String(value.host) };
  } catch {
    return { pid: 0, host: '' };
  }
}

function errorCode(/** @type {unknown} */ error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
