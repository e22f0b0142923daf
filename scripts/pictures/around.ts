import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Person } from '../demo/person.ts';
import type { Product } from '../demo/product.ts';
import { keep } from './keep.ts';
import type { Language, LessonWords } from './words.ts';

/** A browser that goes from page to page, and what it finds there. */
export interface Walk {
  readonly pen: Person;
  readonly product: Product;
  readonly language: Language;
  /** Of the pictures' names: nothing in Chinese. */
  readonly suffix: string;
}

const desk = { width: 1280, height: 720 };
const phone = { width: 390, height: 720 };

/** Opens a page and waits for a part of it. `place`: a path, perhaps with a hash. */
async function go({ pen, product, language }: Walk, place: string, testId: string, view = desk): Promise<void> {
  const [page, hash] = place.split('#');
  await pen.page.setViewport(view);
  // The same page with another hash would not be opened anew.
  await pen.page.goto('about:blank');
  await pen.page.goto(`${product.baseUrl}${page}?lang=${language}${hash === undefined ? '' : `#${hash}`}`);
  await pen.see(testId, 30_000);
}

const operatorToken = ({ product: { dataDir } }: Walk) =>
  readFileSync(path.join(dataDir, 'operator-token'), 'utf8').trim();

/** The pages where everything begins. */
export async function keepBeginnings(walk: Walk): Promise<void> {
  const { pen, suffix } = walk;
  await go(walk, '/', 'home');
  await keep(pen, `start${suffix}`);
  await go(walk, '/pair', 'pair-code');
  await keep(pen, `pair${suffix}`);
  await go(walk, `/lessons#t=${operatorToken(walk)}`, 'lesson-card');
  await keep(pen, `lessons${suffix}`);
}

/** Those who see the lesson besides the teacher and the classrooms. */
export async function keepOnlookers(walk: Walk, linkOf: (name: string) => string): Promise<void> {
  const { pen, suffix } = walk;
  for (const name of ['assistant', 'inspector', 'audience']) {
    await go(walk, linkOf(name), 'join');
    await pen.tap('join');
    if (name === 'audience') await pen.seeMoving('video-camera-teacher');
    else await pen.see('teacher-console');
    await keep(pen, `${name}${suffix}`);
  }
}

/** A pupil's phone that answers by the code on a classroom's screen. */
export async function keepPhone(walk: Walk, room: Person, number: number): Promise<void> {
  const { pen, suffix } = walk;
  await room.tap('answer-code-open');
  const code = await room.page.waitForSelector('[data-testid="answer-code-path"]');
  const link = await code?.evaluate((found) => (found as HTMLElement).dataset.path);
  if (!link) throw new Error('there is no code for phones');
  await room.page.keyboard.press('Escape');
  await go(walk, link, 'answer-number', phone);
  await pen.write('answer-number', String(number));
  await pen.tap('answer-join');
  await pen.tap('answer-option-0');
  await pen.holds('answer-state', 'sent', 'true');
  await keep(pen, `answer${suffix}`);
}

/** What is left of the lesson: its summary, a class in numbers, and a pupil's record. */
export async function keepRecords(walk: Walk, lessonId: string, classroomId: string): Promise<void> {
  const { pen, suffix } = walk;
  await go(walk, `/lessons#t=${operatorToken(walk)}`, 'lesson-card');
  await go(walk, `/summary#l=${lessonId}`, 'summary');
  await keep(pen, `summary${suffix}`);
  await go(walk, `/learning#c=${classroomId}`, 'learning-classroom');
  await keep(pen, `learning-class${suffix}`);
  await pen.tap('learning-pupil-link');
  await pen.see('learning-pupil');
  await pen.page.$$eval('details', (all) => {
    for (const each of all) each.open = true;
  });
  await keep(pen, `learning${suffix}`);
}

/** A remark on a moment of the lesson, written beside its replay. */
export async function keepReview(walk: Walk, lessonId: string, { remark, reviewer }: LessonWords): Promise<void> {
  const { pen, product, suffix } = walk;
  const { lesson } = await product.operator.get<{ lesson: { archivePath: string | null } }>(`/api/lessons/${lessonId}`);
  await go(walk, `/watch#a=${encodeURIComponent(lesson.archivePath ?? '')}&at=20`, 'replay-start');
  await pen.tap('replay-start');
  await pen.tap('review-toggle');
  await pen.tap('review-add');
  await pen.choose('review-form-criterion', 'interaction');
  await pen.tap('review-form-score-4');
  await pen.write('review-form-text', remark);
  await pen.write('review-form-name', reviewer);
  await pen.tap('review-form-keep');
  await pen.see('review-remark');
  await keep(pen, `review${suffix}`);
}
