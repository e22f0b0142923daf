import type { AnswerError, ErrorCode, LessonEvent, LessonState, ParticipantId, Track } from '../../protocol/lesson.ts';
import type { Actor, DecidedInput, DecidedName, DecidedResult } from './command.ts';

/** What a command leads to: an answer, and the events that make it so. A refusal may leave a trace (somebody waits). */
export type Decision<Result> =
  | { ok: true; value: Result; events: LessonEvent[] }
  | { ok: false; error: AnswerError; events?: LessonEvent[] };

export const accept = <Result>(value: Result, ...events: LessonEvent[]): Decision<Result> => ({
  ok: true,
  value,
  events,
});

export const refuse = (code: ErrorCode, message: string): { ok: false; error: AnswerError } => ({
  ok: false,
  error: { code, message },
});

/** Decides one command. Pure: `now` is the only clock, milliseconds since the epoch. */
export type Handler<Name extends DecidedName> = (
  state: LessonState,
  actor: Actor,
  input: DecidedInput<Name>,
  now: number,
) => Decision<DecidedResult<Name>>;
export type Handlers<Name extends DecidedName> = { [N in Name]: Handler<N> };

/** The refusal of what only an open lesson takes; undefined while it is open. */
export function refuseUnlessOpen(state: LessonState): ReturnType<typeof refuse> | undefined {
  switch (state.phase.name) {
    case 'open':
      return undefined;
    case 'planned':
      return refuse('lessonNotOpen', 'the lesson is not open yet');
    case 'ended':
      return refuse('lessonEnded', 'the lesson has ended');
  }
}

export const isStaged = (state: LessonState, id: ParticipantId): boolean =>
  state.stage.some((entry) => entry.participantId === id);

/** Whether the participant's device is connected now. */
export const isHere = (state: LessonState, id: ParticipantId): boolean =>
  state.participants[id]?.connection.state === 'here';

export const tracksOf = (state: LessonState, id: ParticipantId): Track[] =>
  Object.values(state.tracks).filter((track) => track.participantId === id);

/** The clock of time boxes: it stands still while everything pauses, and what was set meanwhile moves on with the rest. */
export const clockOf = (state: LessonState, now: number): number => state.permission.pausedAt ?? now;

/** Whether the actor runs the lesson: staff with a voice, or the server itself. */
export const leads = (actor: Actor): boolean =>
  actor.kind === 'server' || actor.role === 'teacher' || actor.role === 'assistant';
