import { expect, test } from 'vitest';
import type { ParticipantId, Pupil } from '../../protocol/lesson.ts';
import type { Directory } from './directory.ts';
import { numberedPupil } from './numbered-pupil.ts';

const seat = 'c-room0' as ParticipantId;
const directoryOf = (numbers: readonly string[]) =>
  ({
    roster: async (classroom: string) =>
      classroom === 'room0' ? numbers.map((number, index) => ({ pupilId: `p${index}`, number }) as Pupil) : [],
  }) as unknown as Directory;

test.each<[string, readonly string[], number, string]>([
  ['the number on the roster', ['6', '7', '8'], 7, 'p1'],
  ['written with a zero before it', ['06', '07'], 7, 'p1'],
  ['no roster', [], 7, 'n7'],
  ['nobody has it', ['1', '2'], 7, 'n7'],
  ['two have it', ['7', '07'], 7, 'n7'],
  ['what is no number', ['7a', ''], 7, 'n7'],
])('%s', async (_what, numbers, number, expected) => {
  expect(await numberedPupil(directoryOf(numbers), seat, number)).toBe(expected);
});

test("another classroom's roster is not looked at", async () => {
  expect(await numberedPupil(directoryOf(['7']), 'c-room1' as ParticipantId, 7)).toBe('n7');
});
