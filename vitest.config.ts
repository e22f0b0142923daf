import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { readyWorker } from './scripts/setup/worker-cache.mjs';

/** Stories in a real Chromium: one file at a time, after everything else, with time for a browser to start. */
const browserTests = ['scripts/e2e/**/*.test.ts', '**/*.browser.test.ts'];
const never = ['**/node_modules/**', '**/dist/**', 'data/**', 'tmp/**'];

const worker = readyWorker();

export default defineConfig({
  test: {
    // A test that is run by hand finds the worker that set-up has made, and sentences are in one language.
    env: { LC_ALL: 'C.UTF-8', ...(worker === undefined ? {} : { MEDIASOUP_WORKER_BIN: worker }) },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, ...browserTests],
          pool: 'forks',
          maxWorkers: availableParallelism(),
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browserTests,
          exclude: never,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
