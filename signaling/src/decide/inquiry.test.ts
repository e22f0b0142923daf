import { expect, test } from 'vitest';
import { type InquiryId, limits, project, queueOf } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, who } from './decide.test-support.ts';

const ask = (text: string): Command => ({ name: 'inquiry:ask', input: { text } });
const answer = (inquiryId: InquiryId, words?: string): Command => ({
  name: 'inquiry:answer',
  input: words === undefined ? { inquiryId } : { inquiryId, answer: words },
});
const about = (name: 'inquiry:decline' | 'inquiry:show' | 'inquiry:withdraw', inquiryId: InquiryId): Command => ({
  name,
  input: { inquiryId },
});
const move = (inquiryId: InquiryId, before: InquiryId | null): Command => ({
  name: 'inquiry:move',
  input: { inquiryId, before },
});
const seenBy = (told: Told, id: string) => JSON.stringify(project(told.state, who(id)).inquiry);
const texts = (told: Told) => queueOf(told.state.inquiry).map(({ text }) => text);
const idOf = (told: Told, text: string): InquiryId => {
  const found = Object.values(told.state.inquiry.inquiries).find((one) => one.text === text);
  if (!found) throw new Error(`nobody asked ${text}`);
  return found.inquiryId;
};

test('a question is known to staff and to the classroom that asked', () => {
  const told = Told.open();
  expect(told.ok('c-room0', ask('Why?'))).toEqual(['inquiryAsked']);
  expect(told.ok('c-room0', ask('Why?'))).toEqual([]);
  for (const id of ['teacher', 'assistant', 'i-inspector', 'c-room0']) expect(seenBy(told, id), id).toContain('Why?');
  for (const id of ['c-room1', 'a-viewer']) expect(seenBy(told, id), id).not.toContain('Why?');
  expect(told.give('teacher', ask('Why?'))).toBe('forbidden');
});

test('staff sort the queue; what is new comes last', () => {
  const told = Told.open();
  for (const [room, text] of ['First?', 'Second?', 'Third?'].entries()) {
    told.ok(`c-room${room}`, ask(text));
    told.now += 1_000;
  }
  const [first, third] = [idOf(told, 'First?'), idOf(told, 'Third?')];
  expect(told.ok('assistant', move(third, first))).toEqual(['inquiriesOrdered']);
  expect(told.ok('assistant', move(third, first))).toEqual([]);
  expect(texts(told)).toEqual(['Third?', 'First?', 'Second?']);
  told.ok('c-room3', ask('Fourth?'));
  told.ok('assistant', move(first, null));
  expect(texts(told)).toEqual(['Third?', 'Second?', 'Fourth?', 'First?']);
  expect(told.give('c-room0', move(first, null))).toBe('forbidden');
  told.ok('teacher', answer(third));
  expect(told.give('teacher', move(third, first))).toBe('notFound');
  expect(told.give('teacher', move(first, third))).toBe('conflict');
});

test('a question is answered aloud or in writing, and shown to all without who asked', () => {
  const told = Told.open();
  told.ok('c-room0', ask('Why?'));
  const id = idOf(told, 'Why?');
  expect(told.give('teacher', about('inquiry:show', id))).toBe('conflict');
  expect(told.ok('teacher', answer(id))).toEqual(['inquiryAnswered']);
  expect(told.ok('teacher', answer(id))).toEqual([]);
  expect(told.state.inquiry.inquiries[id]?.outcome).toMatchObject({ name: 'answered', how: 'aloud', answer: '' });
  expect(told.ok('teacher', about('inquiry:show', id))).toEqual(['inquiryShown']);
  expect(told.ok('teacher', about('inquiry:show', id))).toEqual([]);
  expect(told.ok('assistant', answer(id, 'So.'))).toEqual(['inquiryAnswered', 'inquiryShown']);
  expect(told.ok('assistant', answer(id))).toEqual([]);
  expect(project(told.state, who('a-viewer')).inquiry.shown).toMatchObject([{ text: 'Why?', answer: 'So.' }]);
  expect(seenBy(told, 'c-room1')).not.toContain('room0');
  expect(told.give('teacher', about('inquiry:decline', id))).toBe('conflict');
});

test('a question is put aside, or taken back by its own room only', () => {
  const told = Told.open();
  told.ok('c-room0', ask('One?'));
  told.ok('c-room0', ask('Two?'));
  expect(told.ok('assistant', about('inquiry:decline', idOf(told, 'One?')))).toEqual(['inquiryDeclined']);
  expect(told.ok('assistant', about('inquiry:decline', idOf(told, 'One?')))).toEqual([]);
  expect(told.give('c-room0', about('inquiry:withdraw', idOf(told, 'One?')))).toBe('conflict');
  const two = idOf(told, 'Two?');
  expect(told.ok('c-room1', about('inquiry:withdraw', two))).toEqual([]);
  expect(told.state.inquiry.inquiries[two]).toBeDefined();
  expect(told.ok('c-room0', about('inquiry:withdraw', two))).toEqual(['inquiryWithdrawn']);
  expect(told.ok('c-room0', about('inquiry:withdraw', two))).toEqual([]);
  expect(told.give('teacher', answer(two))).toBe('notFound');
});

test('a classroom has few questions that wait, and the state keeps few of its closed ones', () => {
  const told = Told.open();
  for (let count = 0; count < limits.inquiriesWaiting; count += 1) told.ok('c-room0', ask(`Question ${count}?`));
  expect(told.give('c-room0', ask('One more?'))).toBe('tooMany');
  for (let count = 0; count < 3 * limits.inquiriesKept; count += 1) {
    for (const { inquiryId } of queueOf(told.state.inquiry)) told.ok('teacher', answer(inquiryId));
    told.ok('c-room0', ask(`More ${count}?`));
  }
  expect(Object.keys(told.state.inquiry.inquiries)).toHaveLength(limits.inquiriesKept);
  expect(texts(told)).toEqual([`More ${3 * limits.inquiriesKept - 1}?`]);
});
