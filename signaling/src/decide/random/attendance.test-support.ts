import fc from 'fast-check';
import { absenceReasons, pupilId } from '../../../protocol/lesson.ts';
import { actorOf } from '../cast.test-support.ts';
import { anySeat, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const pupils = ['p1', 'p2', 'p3'].map(pupilId);
const absence = fc.record({ pupilId: fc.constantFrom(...pupils), reason: fc.constantFrom(...absenceReasons) });

const take = fc
  .tuple(
    anySeat,
    fc.array(absence, { maxLength: 2 }),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(pupils, pupils.slice(1), null),
  )
  .map(([seat, absent, headCount, roster]) =>
    given(actorOf(seat), { name: 'attendance:take', input: { absent, headCount, roster } }),
  );

export const attendanceActions: WeightedGiven[] = [often(6, take)];
