// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram, isProgram, pinnedNode, project, systemPath } from './places.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';
import { text } from './text.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockEntry */

/**
 * The npm packages, the pinned Node among them, exactly as package-lock.json has them.
 * @type {import('./steps.mjs').Step}
 */
export const packages = {
  title: text.packages,
  isReady() {
    if (!isProgram(pinnedNode)) return false;
    const wanted = lockEntries('package-lock.json');
    // npm writes this file last, with what it has really installed.
    const installed = lockEntries('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([folder, entry]) => {
      if (!folder.startsWith('node_modules/') && !folder.includes('/node_modules/')) return true;
      const found = installed[folder];
      if (found === undefined) return entry.optional === true;
      const same = found.version === entry.version && found.integrity === entry.integrity;
      return same && (entry.link === true || existsSync(path.join(project, folder, 'package.json')));
    });
  },
  async make(progress) {
    const npm = npmCommand();
    const args = [
      ...npm.args,
      'ci',
      '--include=dev',
      '--no-ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      '--loglevel=http',
    ];
    let fetched = 0;
    const onLine = (/** @type {string} */ line) => {
      if (/http fetch GET 200/.test(line)) progress(text.fetched(++fetched));
    };
    // Any value keeps mediasoup's own script from downloading or building: that is the next step. (npm 11 asks
    // package.json's allowScripts, npm 10 does not know it.) The project's Node must not be on the PATH while it is replaced.
    const { MEDIASOUP_WORKER_BIN: worker = 'set-up', ...rest } = process.env;
    const env = { ...rest, MEDIASOUP_WORKER_BIN: worker, PATH: systemPath().join(path.delimiter) };
    const result = await run('npm-ci', npm.program, args, { env, onLine });
    if (result.code !== 0 || !packages.isReady()) {
      throw new SetUpError(text.packagesHint, { detail: `${result.tail}\n${result.log}` });
    }
  },
  environment: () => ({}),
};

// The npm that called set-up, else the machine's.
function npmCommand() {
  const caller = process.env.npm_execpath;
  const node = findProgram(['node']) ?? process.execPath;
  if (caller?.endsWith('npm-cli.js') && existsSync(caller) && !caller.startsWith(project)) {
    return { program: node, args: [caller] };
  }
  const npm = findProgram(['npm']);
  if (npm === undefined) throw new SetUpError(text.noNpm);
  return { program: npm, args: [] };
}

/** @returns {Record<string, LockEntry>} */
function lockEntries(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(path.join(project, file), 'utf8')).packages;
  } catch {
    return {};
  }
}
