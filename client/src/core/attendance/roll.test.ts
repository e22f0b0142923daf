import { type Pupil, pupilId, type RoomAttendance } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { headsOf, startRoll, takenBy, tapPupil } from './roll.ts';

const pupils: Pupil[] = ['a', 'b', 'c'].map((id) => ({ pupilId: pupilId(id), name: id, number: '', cardNumber: null }));
const [a, b] = pupils.map((pupil) => pupil.pupilId) as [Pupil['pupilId'], Pupil['pupilId']];
const taken = (change: Partial<RoomAttendance>) => ({ present: 2, absent: [], ...change }) as unknown as RoomAttendance;

test('all are present until somebody is tapped; a tap for the same reason takes it back', () => {
  let roll = startRoll(pupils, undefined);
  expect(takenBy(pupils, roll)).toEqual({ absent: [], headCount: 3 });
  roll = tapPupil(roll, a, 'ill');
  roll = tapPupil(roll, b, 'leave');
  expect(takenBy(pupils, roll)).toEqual({
    absent: [
      { pupilId: a, reason: 'ill' },
      { pupilId: b, reason: 'leave' },
    ],
    headCount: 1,
  });
  roll = tapPupil(roll, a, 'other');
  expect(roll.absent[a]).toBe('other');
  expect(headsOf(pupils, tapPupil(roll, a, 'other'))).toBe(2);
});

test('a correction starts from what was taken, with the heads that were counted', () => {
  const absent = [{ pupilId: a, reason: 'ill' as const }];
  expect(startRoll(pupils, taken({ absent }))).toEqual({ absent: { [a]: 'ill' }, counted: null });
  expect(startRoll(pupils, taken({ present: 1, absent })).counted).toBe(1);
  expect(startRoll([], taken({ present: 38 })).counted).toBe(38);
});

test('a count holds until somebody else is tapped; who left the roster is in it no more', () => {
  const counted = { ...startRoll(pupils, undefined), counted: 2 };
  expect(headsOf(pupils, counted)).toBe(2);
  expect(headsOf(pupils, tapPupil(counted, a, 'ill'))).toBe(2);
  expect(tapPupil(counted, a, 'ill').counted).toBeNull();
  const gone = [{ pupilId: pupilId('gone'), reason: 'ill' as const }];
  expect(startRoll(pupils, taken({ present: 3, absent: gone }))).toEqual({ absent: {}, counted: null });
});
