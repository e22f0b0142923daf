// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import path from 'node:path';
import { cacheFolder, isProgram, project } from './places.mjs';

/** The version of the mediasoup package that is installed, or undefined when none is. */
export function mediasoupVersion() {
  try {
    const file = path.join(project, 'node_modules/mediasoup/package.json');
    return String(JSON.parse(readFileSync(file, 'utf8')).version);
  } catch {
    return undefined;
  }
}

/** Raised when the recipe in scripts/worker-build changes what comes out. */
const recipe = 2;

/** Where the worker of this version lies for this kind of machine. Its folder names the distribution, whose libraries it needs. */
export function cachedWorker(/** @type {string} */ version) {
  return path.join(
    cacheFolder(),
    `mediasoup-worker-${version}-${recipe}-${distribution()}-${arch()}`,
    'mediasoup-worker',
  );
}

/** The worker that MEDIASOUP_WORKER_BIN gives, else the cached one that was once seen to start; undefined when there is none. */
export function readyWorker() {
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) return given;
  const version = mediasoupVersion();
  if (version === undefined) return undefined;
  const worker = cachedWorker(version);
  return isProgram(worker) && readMark(worker) === markOf(worker) ? worker : undefined;
}

/** The file that remembers that this very binary has started on this machine. */
export function markFile(/** @type {string} */ worker) {
  return `${worker}.checked`;
}

/** The file beside a cached worker that says whether it was `built` here or came `prebuilt`. */
export function originFile(/** @type {string} */ worker) {
  return `${worker}.origin`;
}

/** What the mark holds: the binary's size and time, so that another binary in its place is checked anew. */
export function markOf(/** @type {string} */ worker) {
  const { size, mtimeMs } = statSync(worker);
  return `${size} ${Math.round(mtimeMs)}`;
}

function readMark(/** @type {string} */ worker) {
  try {
    return readFileSync(markFile(worker), 'utf8');
  } catch {
    return undefined;
  }
}

/** The distribution as os-release names it (`debian12`), else the system with its major version. */
export function distribution() {
  const { ID: id, VERSION_ID: version = 'rolling' } = osRelease();
  return id === undefined ? `${platform()}${release().split('.')[0]}` : `${id}${version}`.replace(/[^\w.]/g, '');
}

/** @returns {Record<string, string>} */
export function osRelease() {
  try {
    const lines = readFileSync('/etc/os-release', 'utf8').split('\n');
    return Object.fromEntries(
      lines.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1).replace(/^"|"$/g, '')]),
    );
  } catch {
    return {};
  }
}
