import fc from 'fast-check';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { anyLeader, anyone, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const command = fc.constantFrom<Command[]>(
  { name: 'timer:start', input: { lengthMs: 10_000 } },
  { name: 'timer:start', input: { lengthMs: null } },
  { name: 'timer:pause', input: {} },
  { name: 'timer:resume', input: {} },
  { name: 'timer:extend', input: { byMs: 30_000 } },
  { name: 'timer:stop', input: {} },
);

export const timerActions: WeightedGiven[] = [
  often(
    4,
    fc.tuple(fc.oneof(often(9, anyLeader), anyone), command).map(([who, what]) => given(actorOf(who), what)),
  ),
];
