// @ts-check
import { packages } from './packages.mjs';
import { pages } from './pages.mjs';
import { chromium, ffmpeg, filmFfmpeg, nginx, redis } from './programs.mjs';
import { worker } from './worker.mjs';

/**
 * One thing that set-up sees to. `isReady` is quick and changes nothing; `make` brings it about or throws a SetUpError;
 * `environment` tells the task where the thing is, once it is ready.
 * @typedef {{ title: string, isReady(): boolean, make(progress: (detail: string) => void): Promise<void>, environment(): Record<string, string> }} Step
 */

/**
 * What can be asked of set-up: the file that then runs on the pinned Node (none for `prepare`), and what it needs.
 * @type {Record<string, { file?: string, steps: Step[] }>}
 */
export const tasks = {
  start: { file: 'scripts/start.ts', steps: [packages, worker, ffmpeg, pages] },
  test: { file: 'scripts/test.ts', steps: [packages, worker, filmFfmpeg, chromium, redis, nginx, pages] },
  demo: { file: 'scripts/demo/main.ts', steps: [packages, worker, filmFfmpeg, chromium, pages] },
  archive: { file: 'scripts/archive.ts', steps: [packages] },
  'bench:teaching': {
    file: 'scripts/bench/teaching.ts',
    steps: [packages, worker, filmFfmpeg, chromium, redis, pages],
  },
  'bench:archive': { file: 'scripts/bench/archive.ts', steps: [packages, worker, filmFfmpeg, chromium, pages] },
  'bench:lesson': { file: 'scripts/bench/lesson.ts', steps: [packages, worker, filmFfmpeg, chromium, pages] },
  'bench:weak': { file: 'scripts/bench/weak.ts', steps: [packages, worker, filmFfmpeg, chromium, pages] },
  prepare: { steps: [packages, worker, filmFfmpeg, chromium, redis, nginx, pages] },
};
