import type { Person } from '../demo/person.ts';
import { keep } from './keep.ts';
import type { LessonWords } from './words.ts';

/** Who is pictured: the teacher and three classrooms. */
export interface Pictured {
  readonly teacher: Person;
  readonly rooms: readonly [Person, Person, Person];
  /** Seats of the first two. */
  readonly ids: readonly [string, string];
}

/** Waits until a picture moves on a page. */
export const moving = ({ page }: Person, testId: string) =>
  page.waitForSelector(`[data-testid="${testId}"][data-moving="true"]`, { timeout: 30_000 });

/** A deck with a stroke on its first page, one classroom on stage, another with its hand up. */
export async function showDeck({ teacher, rooms, ids }: Pictured, file: string): Promise<void> {
  const [first, second, third] = rooms;
  for (const room of rooms) await moving(room, 'video-camera-teacher');
  await teacher.tap('tool-slides');
  await teacher.give('slides-file', file);
  await teacher.see('page-1', 60_000);
  await teacher.gone('deck-making');
  await teacher.page.waitForSelector('[data-testid="board-page"][data-shown="sharp"]');
  await teacher.page.keyboard.press('d');
  await circle(teacher);
  await teacher.page.keyboard.press('Escape');
  await first.tap('raise-hand');
  await teacher.tap('tool-hands');
  await teacher.see(`hand-${ids[0]}`);
  await teacher.tap('call-queue');
  await second.tap('raise-hand');
  await teacher.see(`hand-${ids[1]}`);
  for (const each of [teacher, third]) await moving(each, `video-camera-${ids[0]}`);
  for (const room of rooms) {
    await room.page.waitForSelector('[data-testid="slides-page"][data-shown="sharp"]');
    await room.page.waitForSelector('[data-testid="ink-finished"][data-painted="1"]');
  }
}

/** Draws a ring around the third picture of the page. */
async function circle({ page }: Person): Promise<void> {
  const surface = await page.waitForSelector('[data-testid="ink-surface"]');
  const box = await surface?.boundingBox();
  if (!box) throw new Error('there is nothing to draw on');
  const steps = 40;
  for (let step = 0; step <= steps; step += 1) {
    const turn = -1.2 + (2 * Math.PI * 1.04 * step) / steps;
    await page.mouse.move(
      box.x + box.width * (0.836 + 0.13 * Math.cos(turn)),
      box.y + box.height * (0.56 + 0.3 * Math.sin(turn)),
    );
    if (step === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/**
 * A question to all, then `onAsked`: the aide's counters while hands are counted, then the result in a classroom and on the console.
 */
export async function askQuestion(
  { teacher, rooms }: Pictured,
  words: LessonWords,
  suffix: string,
  onAsked: () => Promise<void>,
): Promise<void> {
  const [first, second, third] = rooms;
  await teacher.tap('tool-question');
  await teacher.tap('question-write');
  await teacher.write('compose-text', words.question);
  for (const [option, text] of words.options.entries()) await teacher.write(`compose-option-${option}`, text);
  await teacher.tap('compose-fewer');
  await teacher.tap('compose-right-0');
  await teacher.tap('compose-ask');
  await onAsked();
  await count(third, [24, 8, 3]);
  await keep(third, `aide${suffix}`);
  await third.tap('hands-send');
  await count(first, [19, 11, 6]);
  await first.tap('hands-send');
  await count(second, [21, 9, 2]);
  await second.tap('hands-send');
  await teacher.read('answered-rooms', '3 /');
  await teacher.tap('question-close');
  await teacher.tap('question-show');
  await second.see('question-results');
  await teacher.tap('question-reveal');
  await second.holds('question-card', 'state', 'revealed');
  await keep(second, `result${suffix}`);
  await keep(teacher, `question${suffix}`);
  await teacher.tap('question-clear');
  await second.gone('question-card');
}

/** The aide of a classroom with a roster says who is there: all but the last. */
export async function takeAttendance(room: Person): Promise<void> {
  await room.page.keyboard.press('a');
  await room.tap('aide-tab-attendance');
  await room.see('roll-form');
  const last = (await room.page.$$('[data-testid^="pupil-"]')).at(-1);
  await last?.click();
  await room.tap('attendance-confirm');
  await room.see('attendance-taken');
  await room.page.keyboard.press('Escape');
  await room.gone('aide-panel');
}

async function count(room: Person, hands: readonly number[]): Promise<void> {
  await room.see('hands-form');
  for (const [option, many] of hands.entries()) await room.write(`hands-${option}`, String(many));
}
