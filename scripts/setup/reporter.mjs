// @ts-check
import { text } from './text.mjs';

const firstProgressMs = 5_000;
const progressEveryMs = 15_000;

/**
 * Says each step in one line with its time. On a terminal the line lives while the step runs; elsewhere a long step
 * says now and then how far it is.
 * @typedef {{ step<T>(title: string, work: (progress: (detail: string) => void) => Promise<T>): Promise<T>, say(sentence: string): void }} Reporter
 */

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {Reporter}
 */
export function createReporter(stream) {
  const live = stream.isTTY === true && !process.env.CI;
  const show = (/** @type {string} */ line) => stream.write(`\r\x1b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
  return {
    say(sentence) {
      stream.write(`${sentence}\n`);
    },
    async step(title, work) {
      const startedAt = performance.now();
      let detail = '';
      let toldAt = startedAt + firstProgressMs - progressEveryMs;
      const tick = () => {
        const now = performance.now();
        const line = `… ${title}${detail ? `: ${detail}` : ''} (${seconds(now - startedAt, 0)} s)`;
        if (live) show(line);
        else if (now - toldAt >= progressEveryMs) {
          toldAt = now;
          stream.write(`${line}\n`);
        }
      };
      const timer = setInterval(tick, live ? 250 : 1_000);
      if (live) tick();
      try {
        const result = await work((news) => {
          detail = news;
        });
        stream.write(`${live ? '\r\x1b[K' : ''}✓ ${title} (${seconds(performance.now() - startedAt, 1)} s)\n`);
        return result;
      } catch (error) {
        stream.write(`${live ? '\r\x1b[K' : ''}✗ ${title} (${seconds(performance.now() - startedAt, 1)} s)\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/** The closing line. */
export function readyLine(/** @type {number} */ elapsedMs) {
  return text.ready(seconds(elapsedMs, 1));
}

function seconds(/** @type {number} */ ms, /** @type {number} */ digits) {
  return (ms / 1000).toFixed(digits);
}
