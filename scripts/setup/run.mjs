// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder, project } from './places.mjs';

/** What runs now, so that a stop of set-up can end it. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @typedef {{ code: number, log: string, tail: string }} RunResult `code` is 127 when the program is not there. */

/**
 * Runs a tool with its output in a log file of its own, never on the terminal.
 * @param {string} name Names the log file.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<RunResult>}
 */
export function run(name, program, args, { cwd = project, env = process.env, onLine } = {}) {
  const log = path.join(cacheFolder(), 'set-up', `${name}.log`);
  mkdirSync(path.dirname(log), { recursive: true });
  const fd = openSync(log, 'w', 0o600);
  // A group of its own: stopping set-up stops the tool with all that it started.
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      writeSync(fd, `${line}\n`);
      onLine?.(line);
    });
  }
  return new Promise((resolve) => {
    const finish = (/** @type {number} */ code) => {
      if (!running.delete(child)) return;
      setImmediate(() => {
        closeSync(fd);
        resolve({ code, log, tail: readFileSync(log, 'utf8').trimEnd().split('\n').slice(-12).join('\n') });
      });
    };
    child.on('error', () => finish(127));
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Asks every tool that still runs to end, and waits for it, so that no half-written package stays behind. */
export async function stopRunning() {
  const ended = [...running].map((child) => {
    const gone = new Promise((resolve) => child.once('close', resolve));
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
    return gone;
  });
  await Promise.all(ended);
}

function signalGroup(/** @type {number} */ pid, /** @type {NodeJS.Signals} */ signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has just ended.
  }
}
