import fc from 'fast-check';
import { materialId } from '../../../protocol/lesson.ts';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import {
  always,
  anyClassroom,
  anyLeader,
  anyone,
  given,
  often,
  type WeightedGiven,
} from './arbitraries.test-support.ts';

const film = fc.constantFrom('a.mp4', 'b.mp3', 'c.png').map((name) => {
  const [letter = 'a', ending = 'mp4'] = name.split('.');
  return materialId(`${letter.repeat(64)}.${ending}`);
});
const positionMs = fc.integer({ min: 0, max: 3_000 });
const command: fc.Arbitrary<Command> = fc.oneof(
  often(
    3,
    fc.tuple(film, positionMs).map(([id, durationMs]): Command => {
      const file = { title: 'Rain', kind: 'video', durationMs: durationMs + 1, lengthBytes: 9 } as const;
      return { name: 'film:add', input: { materialId: id, ...file } };
    }),
  ),
  often(
    3,
    film.map((id): Command => ({ name: 'film:show', input: { materialId: id } })),
  ),
  often(3, always<Command>({ name: 'film:play', input: {} })),
  always<Command>({ name: 'film:pause', input: {} }),
  positionMs.map((each): Command => ({ name: 'film:seek', input: { positionMs: each } })),
  always<Command>({ name: 'film:hide', input: {} }),
  film.map((id): Command => ({ name: 'film:remove', input: { materialId: id } })),
  film.map((id): Command => ({ name: 'film:measure', input: { materialId: id, durationMs: 700 } })),
);

/** Films come, play and go; rooms say what they have of them. */
export const filmActions: WeightedGiven[] = [
  often(
    2,
    fc.tuple(fc.oneof(often(8, anyLeader), anyone), command).map(([who, what]) => given(actorOf(who), what)),
  ),
  often(
    1,
    fc
      .tuple(fc.oneof(often(6, anyClassroom), anyone), film, fc.constantFrom('ready' as const, 'failed' as const))
      .map(([who, id, fetch]) => given(actorOf(who), { name: 'film:report', input: { materialId: id, fetch } })),
  ),
];
