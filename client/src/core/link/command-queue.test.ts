import { type Answer, LessonError } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandQueue } from './command-queue.ts';

interface Sent {
  name: string;
  number: number;
  answer: (answer: Answer<unknown>) => void;
  cut: () => void;
}

let sent: Sent[] = [];
const make = () =>
  new CommandQueue(
    (name, number) =>
      new Promise((resolve, reject) =>
        sent.push({ name, number, answer: resolve, cut: () => reject(new Error('cut')) }),
      ),
    5_000,
  );
const ok = (value: unknown = null): Answer<unknown> => ({ ok: true, value });
const refuse = (code: 'unavailable' | 'stageFull' | 'tooMany'): Answer<unknown> => ({
  ok: false,
  error: { code, message: code },
});
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('sends one at a time, each with the next number', async () => {
  const queue = make();
  queue.resume(7);
  const first = queue.run('hand:raise', {});
  const second = queue.run('hand:lower', {});
  expect(sent.map(({ number }) => number)).toEqual([8]);
  sent[0]?.answer(ok({ position: 1 }));
  expect(await first).toEqual({ position: 1 });
  expect(sent.map(({ name, number }) => [name, number])).toEqual([
    ['hand:raise', 8],
    ['hand:lower', 9],
  ]);
  sent[1]?.answer(ok());
  await second;
  expect(queue.length).toBe(0);
});

test('repeats with the same number after a timeout, and takes one answer only', async () => {
  const queue = make();
  queue.resume(0);
  const raised = queue.run('hand:raise', {});
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent.map(({ number }) => number)).toEqual([1, 1]);
  sent[0]?.answer(ok({ position: 9 }));
  await settle();
  sent[1]?.answer(ok({ position: 2 }));
  expect(await raised).toEqual({ position: 2 });
});

test('keeps what has no answer over a cut line and sends it again with its number', async () => {
  const queue = make();
  queue.resume(3);
  const call = queue.run('hand:raise', {});
  queue.pause();
  sent[0]?.cut();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  // The lesson had answered number 4 before the line was cut: the repeat gets that answer.
  queue.resume(4);
  expect(sent.map(({ number }) => number)).toEqual([4, 4]);
  sent[1]?.answer(ok({ position: 1 }));
  expect(await call).toEqual({ position: 1 });
  void queue.run('hand:lower', {});
  expect(sent[2]?.number).toBe(5);
});

test('waits while the line is down from the start', () => {
  const queue = make();
  void queue.run('hand:raise', {});
  expect(sent).toHaveLength(0);
  queue.resume(10);
  expect(sent.map(({ number }) => number)).toEqual([11]);
});

test.each(['unavailable', 'tooMany'] as const)('repeats after %s until the server can', async (code) => {
  const queue = make();
  queue.resume(0);
  const raised = queue.run('hand:raise', {});
  for (let attempt = 0; attempt < 4; attempt += 1) {
    sent.at(-1)?.answer(refuse(code));
    await vi.advanceTimersByTimeAsync(3_000);
  }
  expect(sent.map(({ number }) => number)).toEqual([1, 1, 1, 1, 1]);
  sent.at(-1)?.answer(ok({ position: 1 }));
  expect(await raised).toEqual({ position: 1 });
});

test('hands a refusal to the caller and goes on', async () => {
  const queue = make();
  queue.resume(0);
  const refused = queue.run('hand:raise', {});
  const next = queue.run('hand:lower', {});
  sent[0]?.answer(refuse('stageFull'));
  await expect(refused).rejects.toMatchObject({ code: 'stageFull' });
  sent[1]?.answer(ok());
  await expect(next).resolves.toBeNull();
});

test('refuses what waits when the seat is over', async () => {
  const queue = make();
  const waiting = queue.run('hand:raise', {});
  queue.close(new LessonError('seatTaken', 'gone'));
  await expect(waiting).rejects.toMatchObject({ code: 'seatTaken' });
});
