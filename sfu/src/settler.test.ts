import { expect, test } from 'vitest';
import { Settler } from './settler.ts';

test('takes requests of one tick together, runs once more for later ones, and never twice at once', async () => {
  let running = 0;
  let runs = 0;
  const steps: (() => void)[] = [];
  const settler = new Settler(async () => {
    running += 1;
    runs += 1;
    expect(running).toBe(1);
    await new Promise<void>((resolve) => steps.push(resolve));
    running -= 1;
  });
  settler.schedule();
  settler.schedule();
  const settled = settler.settled();
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(1);
  settler.schedule();
  steps[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(2);
  steps[1]?.();
  await settled;
  expect(runs).toBe(2);
});

test('starts a new run for whoever asks right after the last', async () => {
  let runs = 0;
  const settler = new Settler(async () => {
    runs += 1;
  });
  await settler.settled();
  await settler.settled();
  expect(runs).toBe(2);
  settler.close();
  await settler.settled();
  expect(runs).toBe(2);
});
