import fc from 'fast-check';
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

const call = anySeat.map((seat) => given(actorOf(seat), { name: 'help:call', input: {} }));
const answer = fc
  .tuple(fc.oneof(often(6, anyLeader), anyone), anyClassroom)
  .chain(([who, { participantId }]) =>
    fc
      .constantFrom<Command[]>(
        { name: 'help:acknowledge', input: { participantId } },
        { name: 'help:done', input: { participantId } },
      )
      .map((command) => given(actorOf(who), command)),
  );
const over = anySeat.map((seat) => given(actorOf(seat), { name: 'help:done', input: {} }));

export const helpActions: WeightedGiven[] = [often(4, call), often(4, answer), often(1, over)];
