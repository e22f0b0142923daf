import { z } from 'zod';
import type { Answer } from './answer.ts';
import { command, id, participant, request } from './command-declaration.ts';
import { attendanceCommands } from './commands/attendance.ts';
import { chatCommands } from './commands/chat.ts';
import { filmCommands } from './commands/film.ts';
import { groupCommands } from './commands/group.ts';
import { helpCommands } from './commands/help.ts';
import { inkCommands } from './commands/ink.ts';
import { inquiryCommands } from './commands/inquiry.ts';
import { leadCommands } from './commands/lead.ts';
import { musicCommands } from './commands/music.ts';
import { permissionCommands } from './commands/permission.ts';
import { praiseCommands } from './commands/praise.ts';
import { programmeCommands } from './commands/programme.ts';
import { answerSchema, questionCommands } from './commands/question.ts';
import { slidesCommands } from './commands/slides.ts';
import { stageCommands } from './commands/stage.ts';
import { timerCommands } from './commands/timer.ts';
import type { DeviceId, TrackId } from './ids.ts';
import { limits } from './limits.ts';

import type { SeatMedia, TapDescription, TransportIce } from './media.ts';
import { recordingAlarmCodes } from './state.ts';

/** JSON that the media layer parses and refuses itself; the message's own size bounds it. */
const opaque = z.record(z.string(), z.unknown());
const transportId = z.string().min(1).max(64);

/** Every command of a lesson: one declaration gives its schema, its result's type and Socket.IO's types. */
export const commands = {
  /** Ends the lesson for everyone; the recording is sealed. */
  'lesson:end': command<null>()(z.object({ reason: z.string().max(limits.reasonLength).optional() })),
  /** Asks to be called on stage. Idempotent: a raised hand stays up. Position in the fair queue, from 1. */
  'hand:raise': command<{ position: number }>()(z.object({})),
  /** Lowers a hand: one's own, or as teacher or assistant anybody's. */
  'hand:lower': command<null>()(participant.partial()),
  ...stageCommands,
  /** Lets a waiting device take the seat from the device that sits there. */
  'seat:allow': command<null>()(participant.extend({ deviceId: id<DeviceId>() })),
  /** Leaves for good; the key still opens the seat again. */
  'seat:leave': command<null>()(z.object({})),
  /** Removes a participant, who cannot come back by the same link; with `block`, by no link until staff unblock it. */
  'participant:remove': command<null>()(participant.extend({ block: z.boolean().optional() })),
  /** Publishes a camera, microphone or screen of the current media session. The same source again replaces the former. */
  'track:publish': command<{ trackId: TrackId; layers: number }>()(
    z.object({
      source: z.enum(['camera', 'board', 'table', 'microphone', 'screen', 'screenAudio']),
      kind: z.enum(['audio', 'video']),
      session: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
      rtpParameters: opaque,
      muted: z.boolean(),
    }),
  ),
  'track:unpublish': command<null>()(z.object({ trackId: id<TrackId>() })),
  /** Staff may close another's microphone or camera, never open it. */
  'track:mute': command<null>()(z.object({ trackId: id<TrackId>(), muted: z.boolean() })),

  /** Builds this seat's transports; a new session closes the former one's tracks. */
  'media:open': request<SeatMedia>()(
    z.object({ session: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/), preferTcp: z.boolean().optional() }),
  ),
  'transport:connect': request<null>()(z.object({ transportId, dtlsParameters: opaque })),
  'transport:restartIce': request<TransportIce>()(z.object({ transportId })),
  /** The browser has built these consumers: media may flow. */
  'consumer:ready': request<null>()(z.object({ consumerIds: z.array(z.string().min(1).max(64)).max(256) })),
  /** The tracks that this screen shows now, whole, and the highest layer it can use of each. */
  'view:look': request<null>()(
    z.object({
      tracks: z
        .array(z.object({ trackId: id<TrackId>(), maxSpatialLayer: z.number().int().min(0).max(2) }))
        .max(limits.lookTracks),
    }),
  ),
  /** The lesson clock, to measure one's own against: milliseconds since the epoch. */
  'time:ask': request<{ at: number }>()(z.object({})),

  /** Takes over the recording of this lesson. `conflict` while another recorder has it and is here: of any number, one records. */
  'recorder:claim': command<null>()(z.object({})),
  /** Records this lesson a second time, beside the recorder that has it. `conflict` while none has, or another twin is here. */
  'recorder:twin': command<null>()(z.object({})),
  /** Asks the sfu to send everything that the capture policy wants to a registered recorder's address. */
  'tap:open': request<TapDescription>()(z.object({ ip: z.ipv4(), port: z.number().int().min(1).max(65_535) })),
  'archive:open': command<null>()(z.object({ path: z.string().regex(/^\/archive\/[A-Za-z0-9_-]{1,140}\/$/) })),
  'archive:seal': command<null>()(
    z.object({ path: z.string().regex(/^\/archive\/[A-Za-z0-9_-]{1,140}\/$/), durationMs: z.number().min(0) }),
  ),
  'archive:alarm': command<null>()(
    z.object({
      code: z.enum(recordingAlarmCodes),
      trackId: id<TrackId>().nullable(),
      raised: z.boolean(),
    }),
  ),
  ...slidesCommands,
  ...inkCommands,
  ...permissionCommands,
  ...attendanceCommands,
  ...questionCommands,
  ...chatCommands,
  ...inquiryCommands,
  ...helpCommands,
  ...praiseCommands,
  ...timerCommands,
  ...filmCommands,
  ...musicCommands,
  ...programmeCommands,
  ...leadCommands,
  ...groupCommands,
};

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<Name extends CommandName> = z.infer<Commands[Name]['input']>;
export type CommandResult<Name extends CommandName> = Commands[Name]['result'];
type NamesOf<Kind> = { [N in CommandName]: Commands[N]['kind'] extends Kind ? N : never }[CommandName];
export type LessonCommandName = NamesOf<'lesson'>;
export type RequestName = NamesOf<'request'>;
export type VolatileName = NamesOf<'volatile'>;

/** What a browser sends: `number` rises by one with each lesson command of its seat and is repeated with a repeat; requests send 0. */
export const envelopeSchema = z.object({
  number: z
    .number()
    .int()
    .min(0)
    .max(2 ** 50),
  input: z.unknown(),
});
export interface Envelope<Input> {
  number: number;
  input: Input;
}

export { answerSchema };

/** Socket.IO's types, derived from the table. */
export type ClientToServerEvents = {
  [Name in VolatileName]: (input: CommandInput<Name>) => void;
} & {
  [Name in Exclude<CommandName, VolatileName>]: (
    envelope: Envelope<CommandInput<Name>>,
    acknowledge: (answer: Answer<CommandResult<Name>>) => void,
  ) => void;
};
