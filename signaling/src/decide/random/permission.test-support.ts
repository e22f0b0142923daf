import fc from 'fast-check';
import { switchNames } from '../../../protocol/lesson.ts';
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

const what = fc.oneof(often(3, fc.constantFrom('video' as const, 'voice' as const)), fc.constantFrom(...switchNames));
const switching = fc
  .record({
    participantId: fc.oneof(
      often(
        3,
        anyClassroom.map((seat) => seat.participantId),
      ),
      often(2, always(null)),
      often(
        1,
        anyone.map((seat) => seat.participantId),
      ),
    ),
    what,
    on: fc.boolean(),
  })
  .map((input): Command => ({ name: 'permission:switch', input }));
const controls = fc.oneof(
  often(6, switching),
  // More often ended than begun: most of a lesson is open to the rooms.
  often(
    2,
    fc.constantFrom(true, false, false).map((paused): Command => ({ name: 'permission:pause', input: { paused } })),
  ),
  often(
    2,
    fc
      .constantFrom(true, false, false)
      .map((forbidden): Command => ({ name: 'permission:forbid', input: { forbidden } })),
  ),
  often(
    1,
    anyone.map(({ participantId }): Command => ({ name: 'participant:unblock', input: { participantId } })),
  ),
);

export const permissionActions: WeightedGiven[] = [
  often(
    8,
    fc.tuple(fc.oneof(often(9, anyLeader), anyone), controls).map(([who, command]) => given(actorOf(who), command)),
  ),
];
