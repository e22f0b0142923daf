import { expect, test } from 'vitest';
import { opusDurationTicks, opusSilence, opusSilenceTicks } from './opus.ts';

test.each([
  ['our silence', opusSilence, 20],
  ['SILK, 60 ms', Buffer.of(3 << 3), 60],
  ['hybrid, two frames of 10 ms', Buffer.of((12 << 3) | 1), 20],
  ['CELT, 2.5 ms', Buffer.of(16 << 3), 2.5],
  ['CELT, six frames of 20 ms', Buffer.of((31 << 3) | 3, 6), 120],
  ['more than 120 ms is malformed', Buffer.of((31 << 3) | 3, 7), 0],
  ['nothing', Buffer.alloc(0), 0],
])('%s', (_name, packet, durationMs) => {
  expect(opusDurationTicks(packet)).toBe(durationMs * 48);
});

test('silence fills exactly what is missing', () => {
  expect(opusDurationTicks(opusSilence)).toBe(opusSilenceTicks);
});
