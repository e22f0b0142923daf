import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { healingFolder, healingLimits, type LessonId, type ParticipantId } from '../../protocol/lesson.ts';
import { HealingParts } from './healing-parts.ts';

let root: string;
let parts: HealingParts;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-healing-'));
  parts = new HealingParts(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const [lesson, other] = ['lesson', 'other'] as LessonId[] as [LessonId, LessonId];
const part = (seat: string) => ({
  ...{ participantId: seat as ParticipantId, trackId: 'mic', layer: 0 },
  frames: [{ number: 1, rtpTimestamp: 960, data: 'AAEC' }],
});
const folder = () => join(root, healingFolder, lesson);

/** Files as they lie after so many parts of a seat. */
async function fill(seat: string, count: number): Promise<void> {
  await parts.keep(lesson, 'first', part(seat));
  const [name = ''] = (await readdir(folder())).filter((each) => each.includes('first'));
  for (let index = 1; index < count; index += 1)
    await writeFile(join(folder(), name.replace('first', `p${index}`)), '{}');
}

test('parts are told to the seat and the lesson that they are of, and to nobody else on the machine', async () => {
  await parts.keep(lesson, 'p1', part('teacher'));
  await parts.keep(lesson, 'p2', part('teacher'));
  await parts.keep(lesson, 'p1', part('teacher-2'));
  const of = async (id: LessonId, seat: string) => (await parts.of(id, seat as ParticipantId)).sort();
  expect([await of(lesson, 'teacher'), await of(lesson, 'teacher-2')]).toEqual([['p1', 'p2'], ['p1']]);
  expect([await of(other, 'teacher'), await of(lesson, 'nobody')]).toEqual([[], []]);
  const [name = ''] = await readdir(folder());
  expect([(await stat(folder())).mode & 0o777, (await stat(join(folder(), name))).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
});

test('one seat cannot take the room of all', async () => {
  await fill('teacher', healingLimits.partsPerSeat);
  await expect(parts.keep(lesson, 'more', part('teacher'))).rejects.toMatchObject({ code: 'tooLarge' });
  // What is there already is no more.
  await parts.keep(lesson, 'first', part('teacher'));
  await parts.keep(lesson, 'more', part('classroom'));
});

test('one lesson cannot take the whole disk', async () => {
  await mkdir(folder(), { recursive: true });
  for (let index = 0; index < healingLimits.partsPerLesson; index += 1)
    await writeFile(join(folder(), `${index}.json`), '');
  await expect(parts.keep(lesson, 'more', part('teacher'))).rejects.toMatchObject({ code: 'tooLarge' });
  await parts.keep(other, 'more', part('teacher'));
});

test('what was cut off while it was written is no part', async () => {
  await mkdir(folder(), { recursive: true });
  await writeFile(join(folder(), '.half'), '{"participantId":');
  expect(await parts.of(lesson, 'teacher' as ParticipantId)).toEqual([]);
});

test('what no recorder was asked to use goes after a week', async () => {
  let now = Date.now();
  parts = new HealingParts(root, () => now);
  await parts.keep(lesson, 'p1', part('teacher'));
  await writeFile(join(folder(), '.half'), '{');
  now += healingLimits.partKeptForMs - 3_600_000;
  await parts.keep(other, 'p1', part('teacher'));
  expect(await readdir(folder())).toHaveLength(2);
  now += 2 * 3_600_000;
  await parts.keep(other, 'p2', part('teacher'));
  expect(await readdir(join(root, healingFolder))).toEqual([other]);
});
