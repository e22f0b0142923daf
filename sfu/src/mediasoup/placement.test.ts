import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeSeat, type Weighed, weight } from './placement.ts';

const worker = (workerId: string, consumers: number): Weighed => ({
  workerId,
  load: { seats: 0, consumers, producers: 0 },
});

test('keeps a small lesson together, and spreads a heavy one', () => {
  const [one, two] = [worker('one', 20), worker('two', 0)];
  expect(placeSeat([one, two], new Set(['one']), 24)?.workerId).toBe('one');
  expect(placeSeat([one, two], new Set(['one']), 19)?.workerId).toBe('two');
  expect(placeSeat([one, two], new Set(), 24)?.workerId).toBe('two');
  expect(placeSeat([], new Set(['one']), 24)).toBeUndefined();
});

test('never chooses a worker that carries more than the slack above the lightest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { minLength: 1 }), fc.array(fc.nat(20)), fc.nat(100), (loads, used, slack) => {
      const workers = loads.map((load, position) => worker(`w${position}`, load));
      const chosen = placeSeat(workers, new Set(used.map((position) => `w${position}`)), slack);
      expect(chosen && weight(chosen)).toBeLessThanOrEqual(Math.min(...workers.map(weight)) + slack);
    }),
  );
});
