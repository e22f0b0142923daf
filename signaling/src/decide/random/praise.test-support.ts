import fc from 'fast-check';
import { actorOf, classrooms } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { anyLeader, anyone, anySeat, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const star = fc
  .tuple(fc.oneof(often(9, anyLeader), anyone), fc.constantFrom(...classrooms), fc.integer({ min: 0, max: 3 }))
  .map(([who, { classroomId }, chance]) => {
    const command: Command = { name: chance === 0 ? 'praise:takeBack' : 'praise:give', input: { classroomId } };
    return given(actorOf(who), command);
  });

const clap = fc
  .oneof(anySeat, anyLeader)
  .map((who) => given(actorOf(who), { name: 'praise:applaud', input: {} } satisfies Command));

export const praiseActions: WeightedGiven[] = [often(3, star), often(3, clap)];
