import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLesson, type Running, startRunning } from './testing/running.test-support.ts';

const hour = 3_600_000;
let running: Running;
let startedAt: number;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  startedAt = performance.now();
  running = await startRunning();
});
afterEach(async () => {
  await running.close();
  vi.useRealTimers();
});

test("the machine's clock is set back in mid-lesson: the lesson's time goes on as it passes", async () => {
  const begun = Date.now();
  const operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
  const lesson = await openLesson(running, operator);
  const room = await lesson.sit(lesson.rooms[0]);
  const told = () => room.inbox.entries.flatMap(({ entries }) => entries).map(({ at }) => at);
  const first = room.welcome.commandNumber;
  vi.setSystemTime(Date.now() - hour);
  const ask = async (): Promise<number> => {
    const { value } = await room.socket.timeout(5_000).emitWithAck('time:ask', { number: 0, input: {} });
    return value.at;
  };
  expect(await room.command('hand:raise', first + 1)).toMatchObject({ ok: true });
  await expect.poll(() => told().length).toBeGreaterThanOrEqual(1);
  await expect.poll(ask).toBeGreaterThan(told()[0] ?? Number.NaN);
  expect(await room.command('hand:lower', first + 2)).toMatchObject({ ok: true });
  await expect.poll(() => told().length).toBeGreaterThanOrEqual(2);
  const at = await ask();
  const passedMs = performance.now() - startedAt;
  expect(at - begun).toBeGreaterThanOrEqual(0);
  expect(at - begun).toBeLessThanOrEqual(passedMs + 5);
  const stamps = told();
  expect(stamps).toEqual([...stamps].sort((one, other) => one - other));
  expect(stamps.at(-1)).toBeGreaterThan(stamps[0] ?? Number.NaN);
  expect((stamps.at(-1) ?? 0) - begun).toBeLessThanOrEqual(passedMs + 5);
});
