import fc from 'fast-check';
import { groupId } from '../../../protocol/lesson.ts';
import { actorOf, classrooms } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { anyLeader, anyone, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const anyRoom = fc.constantFrom(...classrooms.map(({ classroomId }) => classroomId));
const anyGroup = fc.constantFrom(groupId('g1'), groupId('g2'), groupId('g3'));
const by = (commands: fc.Arbitrary<Command>) =>
  fc.tuple(fc.oneof(often(9, anyLeader), anyone), commands).map(([who, command]) => given(actorOf(who), command));

const split = fc
  .tuple(fc.shuffledSubarray(classrooms, { minLength: 1 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .map(([rooms, size, isTimed]): Command => {
    const ids = rooms.map(({ classroomId }) => classroomId);
    const groups = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
      ids.slice(index * size, (index + 1) * size),
    );
    return { name: 'group:split', input: { groups, ...(isTimed ? { seconds: 60 } : {}) } };
  });
const visit = fc.option(anyGroup, { freq: 3 }).map((id): Command => ({ name: 'group:visit', input: { groupId: id } }));
const address = fc.boolean().map((addressed): Command => ({ name: 'group:address', input: { addressed } }));
const move = fc
  .tuple(anyRoom, fc.option(anyGroup, { freq: 4 }))
  .map(([classroomId, id]): Command => ({ name: 'group:move', input: { classroomId, groupId: id } }));
const callBack = fc.constant<Command>({ name: 'group:callBack', input: {} });

export const groupActions: WeightedGiven[] = [
  often(4, by(split)),
  often(3, by(visit)),
  often(1, by(address)),
  often(3, by(move)),
  often(2, by(callBack)),
];
