import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReorderBuffer, reorderWaitMs } from './reorder-buffer.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { Unwrapper } from './unwrapper.ts';

const packet = (sequenceNumber: number): RtpPacket => ({
  ...{ ssrc: 1, payloadType: 96, sequenceNumber, timestamp: 0, marker: false },
  payload: Buffer.of(1),
});

function collect() {
  const out: (number | string)[] = [];
  const order = new ReorderBuffer({
    packet: (_packet, sequence) => out.push(sequence),
    lost: (packets) => out.push(`lost ${packets}`),
  });
  return { out, push: (sequence: number, nowMs = 0) => order.push(packet(sequence & 0xffff), sequence, nowMs), order };
}

test('packets come out once and in order, and every missing one is counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 200 }), (arrivals) => {
      const { out, push, order } = collect();
      push(1_000);
      for (const arrival of arrivals) push(1_001 + arrival);
      order.flush();
      const highest = Math.max(...arrivals) + 1_001;
      const seen = out.filter((each) => typeof each === 'number');
      const lost = out.reduce<number>((sum, each) => sum + (typeof each === 'string' ? Number(each.slice(5)) : 0), 0);
      expect(seen).toEqual([...new Set([1_000, ...arrivals.map((arrival) => arrival + 1_001)])].sort((a, b) => a - b));
      expect(seen.length + lost).toBe(highest - 1_000 + 1);
    }),
  );
});

test('waits a second for a missing packet, asks for it again and again, then goes on', () => {
  const { out, push, order } = collect();
  push(1, 0);
  push(4, 10);
  expect(order.wanted(10)).toEqual([2, 3]);
  expect(order.wanted(30)).toEqual([]);
  expect(order.wanted(60)).toEqual([2, 3]);
  push(3, 100);
  for (let nowMs = 110; nowMs < 10 + reorderWaitMs; nowMs += 20) order.expire(nowMs);
  expect(out).toEqual([1]);
  order.expire(10 + reorderWaitMs);
  expect(out).toEqual([1, 'lost 1', 3, 4]);
  expect(push(2, 400)).toBe(false);
});

test('while its process stood still it has not waited: what came meanwhile is read first', () => {
  const { out, push, order } = collect();
  push(1, 0);
  push(3, 10);
  order.expire(20);
  order.expire(5_000);
  expect(out).toEqual([1]);
  push(2, 5_001);
  expect(out).toEqual([1, 2, 3]);
});

test('a sender that begins anew far away is followed', () => {
  const { out, push } = collect();
  push(1);
  push(60_000);
  push(60_001);
  expect(out).toEqual([1, 'lost 0', 60_000, 60_001]);
});

test('counters are followed over their wrap, forwards and backwards', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff }), fc.array(fc.integer({ min: -900, max: 900 })), (first, steps) => {
      const unwrapper = new Unwrapper(16);
      let truth = 2 ** 16 + first;
      expect(unwrapper.unwrap(first)).toBe(truth);
      for (const step of steps) {
        truth = Math.max(truth + step, 2 ** 15);
        expect(unwrapper.unwrap(truth % 2 ** 16)).toBe(truth);
      }
    }),
  );
});

test('one that was given up and comes after all is told, once', () => {
  const late: number[] = [];
  const order = new ReorderBuffer({
    packet: () => {},
    lost: () => {},
    late: ({ sequenceNumber }) => late.push(sequenceNumber),
  });
  for (const sequence of [1, 2, 5]) order.push(packet(sequence), sequence, 0);
  order.expire(reorderWaitMs);
  for (const sequence of [4, 4, 2, 3]) expect(order.push(packet(sequence), sequence, reorderWaitMs)).toBe(false);
  expect(late).toEqual([4, 3]);
});
