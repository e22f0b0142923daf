import fc from 'fast-check';
import type { ProgrammeShot } from '../../../protocol/lesson.ts';
import { actorOf, server } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { anyLeader, anyone, anySeat, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const shot: fc.Arbitrary<ProgrammeShot> = fc.oneof(
  fc.constantFrom('camera' as const, 'board' as const, 'screen' as const).map((source) => {
    return { of: 'teacher', source } as const;
  }),
  anySeat.map(({ participantId }) => ({ of: 'stage', participantId }) as const),
);
const command: fc.Arbitrary<Command> = fc.oneof(
  often(
    3,
    shot.map((input): Command => ({ name: 'programme:switch', input: { shot: input } })),
  ),
  fc.boolean().map((on): Command => ({ name: 'programme:direct', input: { on } })),
);

/** Pictures are switched by hand and by the director, now and then by somebody who may not. */
export const programmeActions: WeightedGiven[] = [
  often(
    2,
    fc.tuple(fc.oneof(often(6, anyLeader), anyone), command).map(([who, what]) => given(actorOf(who), what)),
  ),
  often(
    1,
    shot.map((each) =>
      given(server, { name: 'programme:follow', input: { shot: each, because: 'speech', after: null } }),
    ),
  ),
];
