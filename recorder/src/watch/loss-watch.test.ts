import { expect, test } from 'vitest';
import { LossWatch } from './loss-watch.ts';

/** Looks every second at a stream of 50 packets a second that loses `lost` of each, in so many places; the seconds at which it is lossy. */
function lossyAt(seconds: readonly { lost: number; gaps: number }[]): number[] {
  const watch = new LossWatch();
  const found: number[] = [];
  const sum = { receivedPackets: 0, lostPackets: 0, gaps: 0 };
  watch.look([{ kind: 'audio' as const, trackId: 'mic', ssrc: 1, ...sum }], 0);
  for (const [index, { lost, gaps }] of seconds.entries()) {
    sum.receivedPackets += 50 - lost;
    sum.lostPackets += lost;
    sum.gaps += gaps;
    const atS = index + 1;
    if (watch.look([{ kind: 'audio' as const, trackId: 'mic', ssrc: 1, ...sum }], atS * 1_000).has('mic'))
      found.push(atS);
  }
  return found;
}
const times = (count: number, lost: number, gaps = lost) => Array.from({ length: count }, () => ({ lost, gaps }));

test('a line that loses one in ten is said within 2 s, and is over 2 s after it is well again', () => {
  expect(lossyAt([...times(5, 0), ...times(5, 5), ...times(5, 0)])).toEqual([6, 7, 8, 9, 10, 11]);
});

test('between the limits nothing changes', () => {
  expect(lossyAt(times(20, 2))).toEqual([]);
  expect(lossyAt([...times(3, 5), ...times(10, 2)])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test('one burst is a gap, not a bad line', () => {
  expect(lossyAt([...times(3, 0), { lost: 30, gaps: 1 }, ...times(3, 0)])).toEqual([]);
});

test('a stream that is gone is forgotten', () => {
  const watch = new LossWatch();
  const stream = { kind: 'audio' as const, trackId: 'mic', ssrc: 1, receivedPackets: 0, lostPackets: 0, gaps: 0 };
  watch.look([stream], 0);
  expect(watch.look([{ ...stream, lostPackets: 9, gaps: 9 }], 1_000).has('mic')).toBe(true);
  expect(watch.look([], 2_000).size).toBe(0);
  expect(watch.look([{ ...stream, lostPackets: 9, gaps: 9 }], 3_000).size).toBe(0);
});
