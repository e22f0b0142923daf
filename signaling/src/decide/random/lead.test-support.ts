import fc from 'fast-check';
import { actorOf, cast } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { always, anyLeader, anyone, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const teachers = fc.constantFrom(...cast.filter(({ role }) => role === 'teacher'));

/** The lead is offered, taken back and taken, now and then by somebody who may not. */
export const leadActions: WeightedGiven[] = [
  often(
    2,
    fc
      .tuple(fc.oneof(often(6, anyLeader), anyone), fc.oneof(often(6, teachers), anyone))
      .map(([who, { participantId }]) => given(actorOf(who), { name: 'lead:offer', input: { participantId } })),
  ),
  often(
    2,
    fc
      .tuple(
        fc.oneof(often(6, teachers), anyone),
        fc.oneof(
          often(5, always<Command>({ name: 'lead:take', input: {} })),
          always<Command>({ name: 'lead:withdraw', input: {} }),
        ),
      )
      .map(([who, command]) => given(actorOf(who), command)),
  ),
];
