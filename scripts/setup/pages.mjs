// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digest, pinnedNode, project, projectEnvironment, stampFile } from './places.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';
import { text } from './text.mjs';

const dist = path.join(project, 'client/dist');

/**
 * The client's pages, built when anything that goes into them has changed.
 * @type {import('./steps.mjs').Step}
 */
export const pages = {
  title: text.client,
  isReady() {
    if (!existsSync(path.join(project, 'client/vite.config.ts'))) return true;
    return (
      existsSync(dist) && existsSync(stampFile('pages')) && readFileSync(stampFile('pages'), 'utf8') === sourcesDigest()
    );
  },
  async make() {
    const before = sourcesDigest();
    const vite = path.join(project, 'node_modules/vite/bin/vite.js');
    const result = await run('pages', pinnedNode, [vite, 'build', '--logLevel', 'warn'], {
      cwd: path.join(project, 'client'),
      env: projectEnvironment(),
    });
    if (result.code !== 0) throw new SetUpError(text.failed(text.client, result.log), { detail: result.tail });
    mkdirSync(path.dirname(stampFile('pages')), { recursive: true });
    writeFileSync(stampFile('pages'), before);
  },
  environment: () => ({}),
};

function sourcesDigest() {
  const files = ['client', 'signaling/protocol'].flatMap((folder) => listFiles(path.join(project, folder)));
  const parts = [path.join(project, 'package-lock.json'), ...files.sort()];
  return digest(...parts.flatMap((file) => [path.relative(project, file), readFileSync(file)]));
}

/** @returns {string[]} */
function listFiles(/** @type {string} */ folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : listFiles(file);
    return /\.test(-support)?\.tsx?$/.test(entry.name) || !entry.isFile() ? [] : [file];
  });
}
