import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAround, mayReach } from './sent-range.ts';

const range = { fromRtpTimestamp: 2 ** 32 - 50_000, toRtpTimestamp: 90_000 };

test('frames in a range and beside it are around it, also where timestamps wrap', () => {
  const isNear = (rtpTimestamp: number) => isAround((rtpTimestamp + 2 ** 32) % 2 ** 32, range, 'video');
  expect([-139_000, -50_000, 0, 89_999, 179_000].map(isNear)).toEqual([true, true, true, true, true]);
  expect([-141_000, 181_000, 2 ** 31].map(isNear)).toEqual([false, false, false]);
  expect(isAround(2 ** 32 - 80_000, range, 'audio')).toBe(false);
});

test('a stretch that holds a frame around a range may reach it', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.nat(40_000_000),
      fc.nat(40_000_000),
      fc.nat(5_000_000),
      (start, a, b, length) => {
        const wrapped = (ticks: number) => (start + ticks) % 2 ** 32;
        const [frame, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const some = { fromRtpTimestamp: wrapped(20_000_000), toRtpTimestamp: wrapped(20_000_000 + length) };
        if (isAround(wrapped(frame), some, 'audio')) {
          expect(mayReach(wrapped(0), wrapped(to), some, 'audio')).toBe(true);
          expect(mayReach(wrapped(0), null, some, 'audio')).toBe(true);
        }
      },
    ),
  );
});
