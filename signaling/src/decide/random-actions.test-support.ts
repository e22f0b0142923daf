import fc from 'fast-check';
import type { TrackId } from '../../protocol/lesson.ts';
import {
  actorOf,
  attach,
  type CastMember,
  cast,
  claim,
  classrooms,
  device,
  facts,
  server,
} from './cast.test-support.ts';
import type { Actor, Command } from './command.ts';
import {
  always,
  anyDevice,
  anyLeader,
  anyone,
  anySeat,
  anySpeaker,
  type Given,
  given,
  often,
  type WeightedGiven,
} from './random/arbitraries.test-support.ts';
import { attendanceActions } from './random/attendance.test-support.ts';
import { chatActions } from './random/chat.test-support.ts';
import { filmActions } from './random/film.test-support.ts';
import { groupActions } from './random/group.test-support.ts';
import { helpActions } from './random/help.test-support.ts';
import { inkActions } from './random/ink.test-support.ts';
import { inquiryActions } from './random/inquiry.test-support.ts';
import { leadActions } from './random/lead.test-support.ts';
import { musicActions } from './random/music.test-support.ts';
import { permissionActions } from './random/permission.test-support.ts';
import { praiseActions } from './random/praise.test-support.ts';
import { programmeActions } from './random/programme.test-support.ts';
import { questionActions } from './random/question.test-support.ts';
import { slidesActions } from './random/slides.test-support.ts';
import { timerActions } from './random/timer.test-support.ts';

/** One thing that happens; `node` is the one of two that hears of it. */
export type Action = { node: 0 | 1 } & (
  | { kind: 'give'; actor: Actor; command: Command }
  /** The same command with the same number again, from long ago or just now. */
  | { kind: 'repeat'; back: number }
  | { kind: 'wait'; ms: number }
  /** The node reads on. */
  | { kind: 'read' }
);
const session = fc.constantFrom('session-a', 'session-b');
const path = fc.oneof(often(4, always('/archive/one/')), always('/archive/two/'));

const media = fc.oneof(
  often(4, always({ source: 'camera', kind: 'video' } as const)),
  often(4, always({ source: 'microphone', kind: 'audio' } as const)),
  often(2, always({ source: 'screen', kind: 'video' } as const)),
  often(1, always({ source: 'camera', kind: 'audio' } as const)),
);

/** A seat's own track ids; now and then two seats claim the same one. */
const trackOf = (seat: CastMember): fc.Arbitrary<TrackId> =>
  fc
    .tuple(fc.constantFrom('x', 'x', 'y'), fc.integer({ min: 0, max: 19 }))
    .map(([name, chance]) => (chance === 0 ? 'contested' : `${seat.participantId}-${name}`) as TrackId);

/** Publishing, muting, ending: mostly by those who may. */
const publishing: fc.Arbitrary<Given> = anySpeaker.chain((seat) => {
  const id = trackOf(seat);
  const publish = fc
    .record({ trackId: id, media, session, muted: fc.boolean() })
    .map(({ media: { source, kind }, ...rest }): Command => {
      return { name: 'track:publish', input: { ...rest, source, kind, layers: kind === 'video' ? 3 : 1 } };
    });
  const mute = fc.record({ trackId: id, muted: fc.boolean() }).map((input): Command => ({ name: 'track:mute', input }));
  const end = id.map((trackId): Command => ({ name: 'track:unpublish', input: { trackId } }));
  const by = (command: fc.Arbitrary<Command>, actor = always(seat)) =>
    fc.tuple(actor, command).map(([who, what]) => given(actorOf(who), what));
  return fc.oneof(
    often(10, by(publish)),
    often(1, by(publish, anyone)),
    often(3, by(mute)),
    often(3, by(mute, anyLeader)),
    often(1, by(mute, anyone)),
    often(3, by(end)),
    often(1, by(end, anyone)),
  );
});

/** What a classroom, or somebody in its place, says of itself. */
const own: fc.Arbitrary<Given> = fc
  .tuple(
    anySeat,
    fc.oneof(
      often(6, always<Command>({ name: 'hand:raise', input: {} })),
      often(2, always<Command>({ name: 'hand:lower', input: {} })),
      often(2, always<Command>({ name: 'stage:leave', input: {} })),
      often(1, always<Command>({ name: 'seat:leave', input: {} })),
    ),
  )
  .map(([seat, command]) => given(actorOf(seat), command));

const recorder = cast.filter(({ role }) => role === 'recorder');
const recording: fc.Arbitrary<Given> = fc
  .tuple(
    fc.oneof(often(6, fc.constantFrom(...recorder)), anyone),
    fc.oneof(
      often(2, always<Command>({ name: 'recorder:claim', input: {} })),
      always<Command>({ name: 'recorder:twin', input: {} }),
      path.map((each): Command => ({ name: 'archive:open', input: { path: each } })),
      path.map((each): Command => ({ name: 'archive:seal', input: { path: each, durationMs: 1 } })),
      fc
        .record({ code: fc.constantFrom('diskFull' as const, 'diskLow' as const), raised: fc.boolean() })
        .map((input): Command => ({ name: 'archive:alarm', input: { ...input, trackId: null } })),
    ),
  )
  .map(([seat, command]) => given(actorOf(seat), command));

const next = fc
  .record({
    from: fc.constantFrom('queue' as const, 'random' as const, 'round' as const),
    swap: fc.boolean(),
    seconds: fc.constantFrom(15, undefined),
  })
  .map((input): Command => ({ name: 'stage:callNext', input }));

/** Commands about somebody else's seat. */
const led: fc.Arbitrary<Given> = fc
  .tuple(fc.oneof(often(9, anyLeader), anyone), anySeat)
  .chain(([leader, { participantId }]) =>
    fc
      .oneof(
        often(8, always<Command>({ name: 'stage:call', input: { participantId } })),
        often(3, always<Command>({ name: 'stage:call', input: { participantId, seconds: 20 } })),
        often(4, next),
        often(
          2,
          fc
            .constantFrom(30, null)
            .map((seconds): Command => ({ name: 'stage:extend', input: { participantId, seconds } })),
        ),
        often(3, always<Command>({ name: 'stage:leave', input: { participantId } })),
        often(2, always<Command>({ name: 'hand:lower', input: { participantId } })),
        often(
          1,
          fc.boolean().map((block): Command => ({ name: 'participant:remove', input: { participantId, block } })),
        ),
      )
      .map((command) => given(actorOf(leader), command)),
  );

/** What the server itself gives: seats that come and go, media that is renewed and lost, time. */
const served: fc.Arbitrary<Given> = anySeat
  .chain((seat) => {
    const { participantId } = seat;
    return fc.oneof(
      often(
        4,
        fc.constantFrom('1.x', '2.y').map((connection) => attach(seat, connection)),
      ),
      often(
        3,
        fc
          .constantFrom('1.x', '2.y', `1.${participantId}`)
          .map((connectionId): Command => ({ name: 'seat:detach', input: { participantId, connectionId } })),
      ),
      often(
        2,
        session.map((each): Command => ({ name: 'media:renew', input: { participantId, session: each } })),
      ),
      often(
        1,
        trackOf(seat).map((each): Command => ({ name: 'tracks:lost', input: { trackIds: [each] } })),
      ),
      often(3, always<Command>({ name: 'tick', input: {} })),
      often(1, always<Command>({ name: 'link:revoke', input: { link: seat.link } })),
    );
  })
  .map((command) => given(server, command));

/** Two devices that want one of few seats. */
const contested: fc.Arbitrary<Given> = fc
  .tuple(fc.constantFrom(...cast.filter(({ participantId }) => /room[01]|teacher|i-/.test(participantId))), anyDevice)
  .chain(([seat, name]) => {
    const allow: Command = { name: 'seat:allow', input: { participantId: seat.participantId, deviceId: device(name) } };
    return fc.oneof(
      often(
        4,
        fc.constantFrom(0, 0, 0, 1).map((generation) => given(server, claim(seat, name, generation))),
      ),
      often(
        3,
        anyLeader.map((leader) => given(actorOf(leader), allow)),
      ),
    );
  });

const rare: fc.Arbitrary<Given> = fc
  .tuple(
    fc.constantFrom(server, server, ...cast.map(actorOf)),
    fc.constantFrom<Command[]>(
      { name: 'lesson:plan', input: { facts, classrooms } },
      { name: 'lesson:invite', input: { classrooms } },
      { name: 'lesson:open', input: {} },
      { name: 'lesson:end', input: { reason: 'over' } },
    ),
  )
  .map(([actor, command]) => given(actor, command));

/** What people do with the features of teaching. */
const teaching: WeightedGiven[] = [
  ...slidesActions,
  ...inkActions,
  ...permissionActions,
  ...attendanceActions,
  ...questionActions,
  ...chatActions,
  ...inquiryActions,
  ...helpActions,
  ...praiseActions,
  ...timerActions,
  ...filmActions,
  ...musicActions,
  ...programmeActions,
  ...leadActions,
  ...groupActions,
];

const what = fc.oneof(
  ...teaching,
  often(24, publishing),
  often(10, own),
  often(16, led),
  often(12, served),
  often(6, contested),
  often(4, recording),
  often(2, rare),
  often(12, fc.record({ kind: always('repeat' as const), back: fc.integer({ min: 1, max: 12 }) })),
  often(6, fc.record({ kind: always('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) })),
  often(4, fc.record({ kind: always('read' as const) })),
);

/** A row of actions at two nodes. */
export const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.tuple(fc.constantFrom(0 as const, 1 as const), what).map(([node, action]): Action => ({ node, ...action })),
  { minLength: 20, maxLength: 90, size: 'max' },
);
