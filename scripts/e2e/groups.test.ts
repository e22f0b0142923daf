import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let lesson: MadeLesson;
let teacher: Visitor;
let one: Visitor;
let two: Visitor;
const visitors: Visitor[] = [];

beforeAll(async () => {
  product = await openProduct({ processes: ['sfu', 'signaling'] });
  lesson = await makeLesson(product.operator, { title: '家乡的桥', classrooms: ['一班', '二班'] });
  const open = async (link: string) => {
    const visitor = await openVisitor(product.baseUrl);
    visitors.push(visitor);
    await visitor.open(linkPath(lesson, link), '&autojoin=1');
    return visitor;
  };
  teacher = await open('teacher');
  await teacher.see('wall');
  one = await open(lesson.classroomIds[0] ?? '');
  two = await open(lesson.classroomIds[1] ?? '');
  for (const room of [one, two]) await room.seeMoving('video-camera-teacher');
});
afterAll(async () => {
  await Promise.all(visitors.map((visitor) => visitor.close()));
  await product?.close();
});

/** The sounds that a page plays. */
const sounds = (visitor: Visitor) =>
  visitor.page.$$eval('audio[data-testid^="audio-"]', (all) => all.map((each) => each.dataset.testid ?? '').sort());

test('a group sees and hears itself, the teacher visits it, and all are called back', async () => {
  const seats = lesson.classroomIds.map((id) => classroomSeat(id));
  const [first, second] = seats;
  const heardOf = (...ids: (string | undefined)[]) => ids.map((id) => `audio-microphone-${id}`).sort();
  const hears = (visitor: Visitor, ...ids: (string | undefined)[]) =>
    expect.poll(() => sounds(visitor), { timeout: 10_000 }).toEqual(heardOf(...ids));
  await hears(one, 'teacher');
  await hears(teacher);

  await teacher.page.bringToFront();
  await teacher.page.focus('[data-testid="tool-group"]');
  await teacher.shot('groups-new');
  await teacher.click('group-split');
  await one.read('group-notice', '你们在第 1 组：只有本组的教室听得到你们');
  await one.seeMoving(`video-camera-${second}`);
  await two.seeMoving(`video-camera-${first}`);
  await hears(one, second);
  await hears(two, first);
  await hears(teacher);
  await one.gone('video-camera-teacher');
  await one.read('microphone-hint', '本组正在听你们');
  await one.shot('groups-apart');
  await teacher.read('groups-on', '您不在任何一组');

  await teacher.click('group-visit-1');
  await one.read('group-notice', '老师来了');
  await one.seeMoving('video-camera-teacher');
  await hears(one, second, 'teacher');
  await hears(teacher, first, second);
  await teacher.seeMoving(`video-camera-${first}`);
  await teacher.shot('groups-visit');
  await one.shot('groups-visited');

  // A page that is loaded again comes back into its group.
  await two.page.reload();
  await two.read('group-notice', '老师来了');
  await two.seeMoving(`video-camera-${first}`);
  await one.seeMoving(`video-camera-${second}`);

  await teacher.click('group-call-back');
  await one.gone('group-notice');
  await one.seeMoving('video-camera-teacher');
  await hears(one, 'teacher');
  await hears(two, 'teacher');
  await hears(teacher);
  expect(visitors.flatMap(({ errors }) => errors)).toEqual([]);
});
