import { expect, test } from 'vitest';
import { participantId } from '../../protocol/lesson.ts';
import { callOn, drop, Told } from './decide.test-support.ts';

const offer = { name: 'lead:offer', input: { participantId: participantId('coteacher') } } as const;
const take = { name: 'lead:take', input: {} } as const;
const withdraw = { name: 'lead:withdraw', input: {} } as const;

test('the lead goes to the other teacher when it is offered and taken, and back', () => {
  const told = Told.open();
  expect(told.give('coteacher', take)).toBe('notLeading');
  expect(told.ok('teacher', offer)).toEqual(['leadOffered']);
  expect(told.ok('teacher', offer)).toEqual([]);
  expect(told.ok('coteacher', take)).toEqual(['leadTaken']);
  expect(told.ok('coteacher', take)).toEqual([]);
  expect(told.state.lead).toEqual({ leaderId: 'coteacher', offeredTo: null });
  expect(told.give('teacher', offer)).toBe('notLeading');
  told.ok('coteacher', { name: 'lead:offer', input: { participantId: participantId('teacher') } });
  told.ok('teacher', take);
  expect(told.state.lead.leaderId).toBe('teacher');
});

test('the teacher who does not lead runs nothing, and keeps voice and seat', () => {
  const told = Told.open();
  expect(told.give('coteacher', callOn('c-room0'))).toBe('notLeading');
  expect(told.give('coteacher', { name: 'lesson:end', input: {} })).toBe('notLeading');
  expect(
    told.give('coteacher', { name: 'participant:remove', input: { participantId: participantId('c-room0') } }),
  ).toBe('notLeading');
  expect(told.ok('assistant', callOn('c-room0'))).toEqual(['stageCalled']);
  const microphone = {
    name: 'track:publish',
    input: { trackId: 'voice' as never, source: 'microphone', kind: 'audio', layers: 1, muted: false, session: 's' },
  } as const;
  expect(told.ok('coteacher', microphone)).toEqual(['trackPublished']);
});

test('an offer may be taken back, and goes only to a teacher who is here', () => {
  const told = Told.open();
  expect(told.give('teacher', { name: 'lead:offer', input: { participantId: participantId('assistant') } })).toBe(
    'notFound',
  );
  told.ok('teacher', offer);
  expect(told.ok('teacher', withdraw)).toEqual(['leadOfferWithdrawn']);
  expect(told.ok('teacher', withdraw)).toEqual([]);
  expect(told.give('coteacher', take)).toBe('notLeading');
  told.ok('server', drop('coteacher'));
  expect(told.give('teacher', offer)).toBe('notHere');
});

test('when the leading teacher has lost the line, the other goes on', () => {
  const told = Told.open();
  told.ok('server', drop('teacher'));
  expect(told.ok('coteacher', take)).toEqual(['leadTaken']);
  expect(told.ok('coteacher', callOn('c-room0'))).toEqual(['stageCalled']);
});
