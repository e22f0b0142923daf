import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { openLesson, type Running, startRunning } from '../testing/running.test-support.ts';

let running: Running;
let operator: string;
beforeAll(async () => {
  running = await startRunning();
  operator = (await readFile(join(running.folder, 'operator-token'), 'utf8')).trim();
});
afterAll(async () => running.close());

type Seat = Awaited<ReturnType<Running['connect']>>;
const numbers = new WeakMap<Seat, number>();
/** Gives a command with the seat's next number. */
async function give(seat: Seat, name: string, input: unknown) {
  const number = (numbers.get(seat) ?? seat.welcome.commandNumber) + 1;
  numbers.set(seat, number);
  return await seat.command(name, number, input);
}
const say = (seat: Seat, kind: 'staff' | 'all', text: unknown) => give(seat, 'chat:send', { to: { kind }, text });
const heard = (seat: Seat) => JSON.stringify([seat.welcome, seat.inbox.entries]);

async function open() {
  const lesson = await openLesson(running, operator);
  const [room, other] = [await lesson.sit(lesson.rooms[0]), await lesson.sit(lesson.rooms[1])];
  const [teacher, audience] = [await lesson.sit('teacher'), await lesson.sit('audience')];
  return { lesson, room, other, teacher, audience };
}

test("a room's words to staff are on no other room's wire, nor are those that staff declined, nor its questions", async () => {
  const { lesson, room, other, teacher, audience } = await open();
  expect(await say(room, 'staff', '我们听不见')).toMatchObject({ ok: true, value: { waits: false } });
  const offered = await say(room, 'all', '不给大家看');
  expect(offered).toMatchObject({ ok: true, value: { waits: true } });
  const { messageId } = (offered as unknown as { value: { messageId: string } }).value;
  expect(await give(teacher, 'chat:decline', { messageId })).toMatchObject({ ok: true });
  expect(await give(room, 'inquiry:ask', { text: '为什么天是蓝的' })).toMatchObject({ ok: true });
  expect(await say(teacher, 'all', '请翻到第十二页')).toMatchObject({ ok: true });
  for (const seat of [room, other, audience]) await vi.waitFor(() => expect(heard(seat)).toContain('请翻到第十二页'));
  for (const words of ['我们听不见', '不给大家看', '为什么天是蓝的']) {
    expect(heard(teacher)).toContain(words);
    expect(heard(room)).toContain(words);
    expect(heard(other)).not.toContain(words);
    expect(heard(audience)).not.toContain(words);
  }
  const { seatKey } = await lesson.seat('audience', 'another-viewer');
  expect(heard(await running.connect(lesson.lessonId, seatKey))).not.toContain('我们听不见');
});

test('marks that turn the text are taken out at the door; HTML is text; what is no message is refused', async () => {
  const { room, teacher } = await open();
  expect(await say(room, 'staff', 'abc\u202Egpj.exe\u2066')).toMatchObject({ ok: true });
  expect(await say(room, 'staff', '<img src=x onerror=alert(1)>')).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(heard(teacher)).toContain('<img src=x onerror=alert(1)>'));
  expect(heard(teacher)).toContain('abcgpj.exe');
  const refused = [
    '',
    '  \u200b ',
    'x'.repeat(limits.messageLength + 1),
    'x'.repeat(50_000),
    7,
    null,
    ['x'],
    undefined,
  ];
  for (const text of refused) {
    const given = await say(room, 'staff', text);
    expect(given, JSON.stringify(text)?.slice(0, 40)).toMatchObject({ ok: false, error: { code: 'badRequest' } });
  }
  expect(await say(room, 'staff', '长'.repeat(limits.messageLength))).toMatchObject({ ok: true });
});

test('a flood is refused with a code, and the others are not disturbed', async () => {
  const { room, other } = await open();
  const given = await Promise.all(Array.from({ length: 30 }, (_, index) => say(room, 'staff', `第${index}条`)));
  expect(given.filter(({ ok }) => ok)).toHaveLength(limits.messagesPerWindow);
  for (const answer of given.filter(({ ok }) => !ok)) expect(answer).toMatchObject({ error: { code: 'tooMany' } });
  expect(await say(other, 'staff', '我们很好')).toMatchObject({ ok: true });
});
