import { expect, test } from 'vitest';
import { emptyLesson, evolveAll, type LessonState, participantId } from '../../protocol/lesson.ts';
import { plan } from '../plan.ts';
import { actorOf, attach, type CastMember, claim, opening, server } from './cast.test-support.ts';
import type { Actor, Command } from './command.ts';
import { decide } from './decide.ts';

const main: CastMember = {
  participantId: participantId('recorder'),
  role: 'recorder',
  link: 'recorder',
  classroomId: null,
};
const spare: CastMember = { ...main, participantId: participantId('r-spare') };
const take: Command = { name: 'recorder:claim', input: {} };

/** Decides commands one after the other; gives the types of the events, or the code of each refusal. */
function lesson() {
  let state: LessonState = emptyLesson;
  const now = 1_000;
  const give = (actor: Actor, command: Command): string[] => {
    const decision = decide(state, actor, command, now);
    const events = decision.events ?? [];
    const entries = events.map((event, index) => ({ sequence: state.sequence + 1 + index, at: now, event }));
    state = evolveAll(state, entries);
    return decision.ok ? events.map(({ type }) => type) : [decision.error.code];
  };
  for (const command of [...opening, claim(spare), attach(spare)]) give(server, command);
  return { give, state: () => state };
}

test('of two recorders that claim, one has the lesson, and the other may not write its facts', () => {
  const { give, state } = lesson();
  expect(give(actorOf(main), take)).toEqual(['recorderClaimed']);
  expect(give(actorOf(spare), take)).toEqual(['conflict']);
  expect(give(actorOf(main), take)).toEqual([]);
  expect(give(actorOf(spare), { name: 'archive:open', input: { path: '/archive/x/' } })).toEqual(['forbidden']);
  expect(state().recording.recorderId).toBe(main.participantId);
});

test('once its line is gone another one may, and it may not come back over that', () => {
  const { give } = lesson();
  give(actorOf(main), take);
  const { participantId: id } = main;
  give(server, { name: 'seat:detach', input: { participantId: id, connectionId: `1.${id}` } });
  expect(give(actorOf(spare), take)).toEqual(['recorderClaimed']);
  give(server, attach(main, 'again'));
  expect(give(actorOf(main), take)).toEqual(['conflict']);
});

test('beside the recorder that has the lesson one other is its twin, until it has the lesson itself', () => {
  const { give, state } = lesson();
  const beside: Command = { name: 'recorder:twin', input: {} };
  const third: CastMember = { ...main, participantId: participantId('r-third') };
  for (const command of [claim(third), attach(third)]) give(server, command);
  expect(give(actorOf(spare), beside)).toEqual(['conflict']);
  give(actorOf(main), take);
  expect(give(actorOf(main), beside)).toEqual(['conflict']);
  expect(give(actorOf(spare), beside)).toEqual(['recorderTwinned']);
  expect(give(actorOf(spare), beside)).toEqual([]);
  expect(give(actorOf(third), beside)).toEqual(['conflict']);
  expect(Object.keys(plan(state()).taps)).toEqual([main.participantId, spare.participantId]);
  const { participantId: id } = main;
  give(server, { name: 'seat:detach', input: { participantId: id, connectionId: `1.${id}` } });
  expect(give(actorOf(spare), take)).toEqual(['recorderClaimed']);
  expect(state().recording).toMatchObject({ recorderId: spare.participantId, twinId: null });
  give(server, attach(main, 'again'));
  expect(give(actorOf(main), beside)).toEqual(['recorderTwinned']);
  expect(give(actorOf(spare), { name: 'archive:open', input: { path: '/archive/x/' } })).toEqual(['archiveOpened']);
  expect(give(actorOf(main), { name: 'archive:open', input: { path: '/archive/y/' } })).toEqual(['forbidden']);
});
