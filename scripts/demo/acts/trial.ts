import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ApiLesson, ApiLink } from '../api.ts';
import { type MadeLesson, seatAddress } from '../lesson.ts';
import type { Person } from '../person.ts';
import type { Act, Cast } from './act.ts';
import { asOperator } from './operator.ts';

const title = 'The stars, a trial';

/** The operator makes a lesson that is a trial, for one classroom, and opens it. @returns its id */
async function makeTrial(operator: Person, classroomId: string): Promise<string> {
  await operator.tap('lesson-create');
  await operator.write('create-title', title);
  await operator.write('create-subject', 'Science');
  await operator.write('create-teacher', 'Ms Lin');
  await operator.page.locator(`[data-testid="picker-classroom"][data-classroom-id="${classroomId}"]`).click();
  // Below the buttons' edge in this window: the keyboard brings it up.
  await operator.page.focus('[data-testid="create-trial"]');
  await operator.page.keyboard.press('Space');
  await operator.tap('create-save');
  await operator.gone('create-dialog');
  await operator.page.locator('[data-testid="lesson-card"][data-phase="planned"] [data-testid="lesson-open"]').click();
  const card = await operator.page.waitForSelector('[data-testid="lesson-card"][data-phase="open"]');
  return (await card?.evaluate((element) => (element as HTMLElement).dataset.lessonId)) ?? '';
}

/** Teacher and classroom go through it, each at the own screen, until they are told that nothing is kept. */
async function tryOut({ product, teacher, rooms: [room] }: Cast, trial: MadeLesson, classroomId: string) {
  for (const [person, link] of [
    [teacher, 'teacher'],
    [room, classroomId],
  ] as const) {
    await person.page.goto(seatAddress(product, trial, link, person.film));
    await person.tap('join');
  }
  await room.seeMoving('video-camera-teacher');
  await teacher.read('recording-state', 'not recorded');
  await teacher.tap('end-lesson');
  await teacher.tap('confirm-end-lesson');
  await Promise.all([teacher, room].map((person) => person.read('archive-state', 'erased')));
}

/** The next lesson is tried out first: it is taught like any other, and leaves no recording. */
export const trial: Act = {
  name: 'trial',
  async play(cast) {
    const { product, lesson } = cast;
    const [classroomId = ''] = lesson.classroomIds;
    const lessonId = await asOperator(cast, (operator) => makeTrial(operator, classroomId));
    const { links } = await product.operator.get<{ links: ApiLink[] }>(`/api/lessons/${lessonId}/links`);
    await tryOut(cast, { lessonId, links, classroomIds: [classroomId] }, classroomId);
    const { lesson: ended } = await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lessonId}`);
    const archives = await readdir(path.join(product.dataDir, 'archive'));
    const kept = archives.filter((name) => name.startsWith(lessonId));
    return {
      detail: 'made, opened and taught like any lesson; both pages said that nothing is kept, and no archive is there',
      problems: ended.archivePath === null && kept.length === 0 ? [] : [`an archive is there: ${kept.join(', ')}`],
    };
  },
};
