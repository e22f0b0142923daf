import fc from 'fast-check';
import { messageId } from '../../../protocol/lesson.ts';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import {
  anyClassroom,
  anyLeader,
  anyone,
  anySeat,
  given,
  often,
  type WeightedGiven,
} from './arbitraries.test-support.ts';

/** Messages are named by their place in the log: some of these are there. */
const anyMessage = fc.integer({ min: 41, max: 110 }).map((place) => messageId(`m${place}`));
const text = fc.constantFrom('We cannot hear', 'Louder, please', '<b>Hello</b>');
const staff = fc.oneof(often(9, anyLeader), anyone);

const write = fc
  .tuple(
    fc.oneof(often(4, anySeat), often(3, anyLeader)),
    fc.oneof(
      often(3, fc.constant({ kind: 'staff' } as const)),
      often(3, fc.constant({ kind: 'all' } as const)),
      often(
        2,
        anyClassroom.map(({ participantId }) => ({ kind: 'seat', participantId }) as const),
      ),
    ),
    text,
  )
  .map(([who, to, words]) => given(actorOf(who), { name: 'chat:send', input: { to, text: words } }));

const moderate = fc
  .tuple(
    staff,
    anyMessage,
    fc.option(
      anyClassroom.map(({ participantId }) => participantId),
      { nil: null },
    ),
    fc.boolean(),
  )
  .chain(([who, id, participantId, allowed]) =>
    fc
      .constantFrom<Command[]>(
        { name: 'chat:approve', input: { messageId: id } },
        { name: 'chat:decline', input: { messageId: id } },
        { name: 'chat:hide', input: { messageId: id, participantId } },
        { name: 'chat:open', input: { allowed } },
      )
      .map((command) => given(actorOf(who), command)),
  );

export const chatActions: WeightedGiven[] = [often(8, write), often(6, moderate)];
