import type { LessonId, ParticipantId, SeatGrantAnswer } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { forgetSeat, keepClosed, keepSeat, keptSeat, seatAddress, seatPath } from './kept-seats.ts';

/** A browser's storage: what is set is listed as its own keys. */
function storage(): Storage {
  const held: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => held[key] ?? null,
    setItem: (key: string, value: string) => {
      held[key] = value;
    },
    removeItem: (key: string) => {
      delete held[key];
    },
  };
  return new Proxy(methods, {
    ownKeys: () => Object.keys(held),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  }) as unknown as Storage;
}

const grant = (participantId: string): SeatGrantAnswer => ({
  lessonId: 'lesson_1' as LessonId,
  participantId: participantId as ParticipantId,
  role: 'classroom',
  seatKey: `key of ${participantId}`,
  title: 'Water',
});

test('keeps several seats of one lesson apart and finds each by its address', () => {
  const kept = storage();
  keepSeat(grant('c-1'), kept);
  keepSeat(grant('c-2'), kept);
  expect(keptSeat(seatAddress(grant('c-2')), kept)?.seatKey).toBe('key of c-2');
  expect(keptSeat(seatAddress(grant('c-1')), kept)?.seatKey).toBe('key of c-1');
  expect(keptSeat('#s=lesson_1.c-3', kept)).toBeNull();
  expect(keptSeat('#t=token', kept)).toBeNull();
});

test('what was closed stays closed for its seat, also when the seat is granted anew', () => {
  const kept = storage();
  const seat = keepSeat(grant('c-1'), kept);
  keepSeat(grant('c-2'), kept);
  keepClosed(seat, ['microphone'], kept);
  expect(keptSeat(seatAddress(seat), kept)?.closed).toEqual(['microphone']);
  expect(keepSeat({ ...grant('c-1'), seatKey: 'new' }, kept)).toMatchObject({ seatKey: 'new', closed: ['microphone'] });
  expect(keptSeat(seatAddress(grant('c-2')), kept)?.closed).toEqual([]);
});

test('an address holds no secret', () => {
  expect(seatPath(grant('c-1'), '?autojoin=1')).toBe('/classroom?autojoin=1#s=lesson_1.c-1');
});

test('forgets what is told and what is old', () => {
  const kept = storage();
  const seat = keepSeat(grant('c-1'), kept, 0);
  keepSeat(grant('c-2'), kept, 40 * 24 * 3_600_000);
  expect(keptSeat(seatAddress(seat), kept)).toBeNull();
  const other = keptSeat(seatAddress(grant('c-2')), kept);
  if (other) forgetSeat(other, kept);
  expect(keptSeat(seatAddress(grant('c-2')), kept)).toBeNull();
});

test('what is damaged is no seat', () => {
  const kept = storage();
  kept.setItem('tongke.seat.lesson_1.c-1', '{broken');
  expect(keptSeat('#s=lesson_1.c-1', kept)).toBeNull();
});
