import fc from 'fast-check';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { anyLeader, anyone, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const set = fc
  .tuple(fc.oneof(often(9, anyLeader), anyone), fc.boolean())
  .map(([who, on]) => given(actorOf(who), { name: 'music:set', input: { on } } satisfies Command));

export const musicActions: WeightedGiven[] = [often(2, set)];
