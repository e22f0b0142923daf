// @ts-check
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. */
export const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The Node that the project pins. */
export const pinnedNode = path.join(project, 'node_modules/node/bin/node');

/** The user's cache folder for Tongke, made when missing; the temporary folder serves an account without a home. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const folder = path.join(path.isAbsolute(base) ? base : path.join(homedir(), '.cache'), 'tongke');
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    const fallback = path.join(tmpdir(), `tongke-${process.getuid?.() ?? 'cache'}`);
    mkdirSync(fallback, { recursive: true, mode: 0o700 });
    return fallback;
  }
}

/** Marks of what set-up has done in this copy of the project; they vanish with `node_modules`, as what they tell of does. */
export function stampFile(/** @type {string} */ name) {
  return path.join(project, 'node_modules/.tongke', name);
}

/** Tells whether a file is there and may be run. */
export function isProgram(/** @type {string} */ file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The environment with the project's own tools first (and only once) on the PATH. */
export function projectEnvironment() {
  const bin = path.join(project, 'node_modules/.bin');
  return { ...process.env, PATH: [bin, ...pathFolders().filter((folder) => folder !== bin)].join(path.delimiter) };
}

/** The PATH without any `node_modules/.bin`: the machine's own programs. */
export function systemPath() {
  return pathFolders().filter((folder) => !folder.includes('node_modules'));
}

/** Finds the first of several programs on the machine's PATH. */
export function findProgram(/** @type {string[]} */ names) {
  for (const name of names) {
    for (const folder of [...systemPath(), '/usr/sbin', '/opt/homebrew/bin']) {
      const file = path.join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

/** A short hash that names a content. */
export function digest(/** @type {(string | Buffer)[]} */ ...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}

function pathFolders() {
  return (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
}
