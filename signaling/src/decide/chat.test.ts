import { expect, test } from 'vitest';
import { limits, type MessageId, messageId, project, visibleTo } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, who } from './decide.test-support.ts';

const toAll = (text = 'Hello'): Command => ({ name: 'chat:send', input: { to: { kind: 'all' }, text } });
const toStaff = (text = 'We cannot hear'): Command => ({ name: 'chat:send', input: { to: { kind: 'staff' }, text } });
const toSeat = (id: string, text = 'Better?'): Command => ({
  name: 'chat:send',
  input: { to: { kind: 'seat', participantId: who(id).participantId }, text },
});
const about = (name: 'chat:approve' | 'chat:decline', id: MessageId): Command => ({ name, input: { messageId: id } });
const hide = (id: MessageId, seat: string | null = null): Command => ({
  name: 'chat:hide',
  input: { messageId: id, participantId: seat === null ? null : who(seat).participantId },
});
const seenBy = (told: Told, id: string) => JSON.stringify(project(told.state, who(id)).chat);

test("a classroom's words to staff, and theirs to it, are in no other room's lesson", () => {
  const told = Told.open();
  expect(told.ok('c-room0', toStaff('It is dark here'))).toEqual(['messageSent']);
  expect(told.ok('assistant', toSeat('c-room0', 'Draw the curtain'))).toEqual(['messageSent']);
  for (const id of ['teacher', 'assistant', 'i-inspector', 'c-room0']) {
    expect(seenBy(told, id), id).toContain('It is dark here');
    expect(seenBy(told, id), id).toContain('Draw the curtain');
  }
  for (const id of ['c-room1', 'a-viewer']) {
    expect(seenBy(told, id), id).not.toContain('dark');
    expect(seenBy(told, id), id).not.toContain('curtain');
    expect(Object.keys(project(told.state, who(id)).chat.rooms)).toEqual([]);
  }
});

test('nobody writes into a thread that is not theirs', () => {
  const told = Told.open();
  expect(told.give('c-room0', toSeat('c-room1'))).toBe('forbidden');
  expect(told.give('teacher', toStaff())).toBe('forbidden');
  expect(told.give('teacher', toSeat('assistant'))).toBe('notFound');
  for (const id of ['i-inspector', 'a-viewer', 'recorder']) expect(told.give(id, toAll()), id).toBe('forbidden');
});

test('what a classroom would like to say to all is read by staff first', () => {
  const told = Told.open();
  expect(told.ok('c-room0', toAll('Greetings to all'))).toEqual(['messageOffered']);
  const [waiting] = told.state.chat.waiting;
  if (!waiting) throw new Error('nothing waits');
  expect(seenBy(told, 'c-room1')).not.toContain('Greetings');
  expect(seenBy(told, 'c-room0')).toContain('Greetings');
  expect(told.give('c-room1', about('chat:approve', waiting.messageId))).toBe('forbidden');
  expect(told.ok('assistant', about('chat:approve', waiting.messageId))).toEqual(['messagePublished']);
  expect(told.ok('teacher', about('chat:approve', waiting.messageId))).toEqual([]);
  expect(told.give('teacher', about('chat:decline', waiting.messageId))).toBe('conflict');
  expect(told.state.chat.waiting).toEqual([]);
  expect(seenBy(told, 'a-viewer')).toContain('Greetings');
  // A room is known to the others by its name, never by its seat.
  expect(seenBy(told, 'c-room1')).not.toContain('c-room0');
});

test('what staff decline is never public, and gone from every screen', () => {
  const told = Told.open();
  told.ok('c-room0', toAll('Not for all'));
  const [waiting] = told.state.chat.waiting;
  if (!waiting) throw new Error('nothing waits');
  expect(told.ok('assistant', about('chat:decline', waiting.messageId))).toEqual(['messageDeclined']);
  expect(told.ok('assistant', about('chat:decline', waiting.messageId))).toEqual([]);
  expect(told.give('assistant', about('chat:approve', waiting.messageId))).toBe('notFound');
  expect(JSON.stringify(told.state.chat)).not.toContain('Not for all');
});

test('a message that is taken away is in nobody’s lesson any more; its place stays', () => {
  const told = Told.open();
  told.ok('teacher', toAll('A slip'));
  told.ok('c-room0', toStaff('Another slip'));
  const [pub] = told.state.chat.all;
  const [own] = told.state.chat.rooms[who('c-room0').participantId] ?? [];
  if (!pub || !own) throw new Error('not written');
  expect(told.give('c-room0', hide(own.messageId, 'c-room0'))).toBe('forbidden');
  expect(told.give('teacher', hide(own.messageId))).toBe('notFound');
  expect(told.ok('teacher', hide(pub.messageId))).toEqual(['publicMessageHidden']);
  expect(told.ok('teacher', hide(pub.messageId))).toEqual([]);
  expect(told.ok('assistant', hide(own.messageId, 'c-room0'))).toEqual(['messageHidden']);
  expect(JSON.stringify(told.state.chat)).not.toContain('slip');
  expect(told.state.chat.all).toMatchObject([{ isHidden: true, text: '', author: 'teacher' }]);
  expect(told.give('teacher', hide(messageId('m-unknown')))).toBe('notFound');
});

test('staff may let classrooms write to all at once', () => {
  const told = Told.open();
  expect(told.ok('teacher', { name: 'chat:open', input: { allowed: true } })).toEqual(['roomsWritingSet']);
  expect(told.ok('teacher', { name: 'chat:open', input: { allowed: true } })).toEqual([]);
  expect(told.ok('c-room0', toAll())).toEqual(['messagePublished']);
  told.ok('teacher', { name: 'chat:open', input: { allowed: false } });
  expect(told.ok('c-room0', toAll())).toEqual(['messageOffered']);
});

test('a flood of one classroom is refused, also after its messages were taken away, and ends with the window', () => {
  const told = Told.open();
  for (let count = 0; count < limits.messagesPerWindow; count += 1) told.ok('c-room0', toStaff(`Word ${count}`));
  expect(told.give('c-room0', toStaff())).toBe('tooMany');
  expect(told.give('c-room0', toAll())).toBe('tooMany');
  for (const { messageId: id } of told.state.chat.rooms[who('c-room0').participantId] ?? []) {
    told.ok('teacher', hide(id, 'c-room0'));
  }
  expect(told.give('c-room0', toStaff())).toBe('tooMany');
  expect(told.ok('c-room1', toStaff())).toEqual(['messageSent']);
  told.now += limits.messageWindowMs;
  expect(told.ok('c-room0', toStaff())).toEqual(['messageSent']);
});

test('a classroom has few messages that wait; together classrooms cannot drown what is to all', () => {
  const told = Told.open();
  for (let count = 0; count < limits.messagesWaiting; count += 1) told.ok('c-room0', toAll(`Word ${count}`));
  expect(told.give('c-room0', toAll())).toBe('tooMany');
  expect(told.ok('c-room0', toStaff())).toEqual(['messageSent']);
  told.ok('teacher', { name: 'chat:open', input: { allowed: true } });
  let published = 0;
  for (let room = 1; room < 8; room += 1) {
    for (let count = 0; count < limits.messagesPerWindow; count += 1) {
      if (typeof told.give(`c-room${room}`, toAll()) !== 'string') published += 1;
    }
  }
  expect(published).toBe(limits.roomMessagesToAllPerWindow);
  expect(told.ok('teacher', toAll())).toEqual(['messagePublished']);
});

test('more of each thread is kept than may be written in a window, and no more than that', () => {
  expect(limits.roomMessagesKept).toBeGreaterThan(limits.messagesPerWindow);
  expect(limits.messagesToAllKept).toBeGreaterThan(limits.roomMessagesToAllPerWindow + limits.staffMessagesPerWindow);
  const told = Told.open();
  for (let count = 0; count < 3 * limits.roomMessagesKept; count += 1) {
    told.ok('c-room0', toStaff(`Word ${count}`));
    told.now += 10_000;
  }
  const thread = told.state.chat.rooms[who('c-room0').participantId] ?? [];
  expect(thread).toHaveLength(limits.roomMessagesKept);
  expect(thread.at(-1)?.text).toBe(`Word ${3 * limits.roomMessagesKept - 1}`);
});

test('a classroom that is removed says nothing to all any more', () => {
  const told = Told.open();
  told.ok('c-room0', toAll('Unfit'));
  const removed = told.ok('teacher', {
    name: 'participant:remove',
    input: { participantId: who('c-room0').participantId, block: false },
  });
  expect(removed).toEqual(['messageDeclined', 'controlUsed', 'participantRemoved']);
  expect(told.state.chat.waiting).toEqual([]);
});

test('a classroom whose text is switched off writes nothing and asks nothing; staff still write to it', () => {
  const told = Told.open();
  told.ok('teacher', {
    name: 'permission:switch',
    input: { participantId: who('c-room0').participantId, what: 'text', on: false },
  });
  expect(told.give('c-room0', toStaff())).toBe('notAllowed');
  expect(told.give('c-room0', { name: 'inquiry:ask', input: { text: 'Why?' } })).toBe('notAllowed');
  expect(told.ok('c-room1', toStaff())).toEqual(['messageSent']);
  expect(told.ok('teacher', toSeat('c-room0'))).toEqual(['messageSent']);
});

test('while interaction is forbidden rooms write, ask and clap not', () => {
  const told = Told.open();
  told.ok('teacher', { name: 'permission:forbid', input: { forbidden: true } });
  expect(told.give('c-room0', toStaff())).toBe('notAllowed');
  expect(told.give('c-room0', { name: 'inquiry:ask', input: { text: 'Why?' } })).toBe('notAllowed');
  expect(told.give('c-room0', { name: 'praise:applaud', input: {} })).toBe('notAllowed');
  expect(told.ok('teacher', { name: 'praise:applaud', input: {} })).toEqual(['applauded']);
});

test('nothing is written before or after the lesson', () => {
  const told = Told.open();
  told.ok('teacher', { name: 'lesson:end', input: {} });
  expect(told.give('c-room0', toStaff())).toBe('lessonEnded');
  expect(visibleTo({ type: 'roomsWritingSet', allowed: true }, who('a-viewer'))).toBe(true);
});
