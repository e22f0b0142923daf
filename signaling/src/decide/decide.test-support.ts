import {
  type ErrorCode,
  emptyLesson,
  evolveAll,
  type LessonEntry,
  type LessonEvent,
  type LessonState,
  type TrackId,
} from '../../protocol/lesson.ts';
import { actorOf, type CastMember, cast, opening, server } from './cast.test-support.ts';
import type { Actor, Command } from './command.ts';
import { decide } from './decide.ts';

export const start = 1_000_000;

/** A member of the cast by its id. */
export function who(id: string): CastMember {
  const seat = cast.find((each) => each.participantId === id);
  if (!seat) throw new Error(`${id} is not cast`);
  return seat;
}
export const as = (id: string): Actor => (id === 'server' ? server : actorOf(who(id)));

/** A lesson that is decided on and folded, step by step; `now` is its clock. */
export class Told {
  state: LessonState = emptyLesson;
  now = start;
  /** Of the last command. */
  entries: LessonEntry[] = [];

  constructor(...commands: Command[]) {
    for (const command of commands) this.ok('server', command);
  }

  /** An open lesson that is being recorded, with everybody here, since longer than a seat is kept for its device. */
  static open(): Told {
    const told = new Told(...opening);
    told.ok('recorder', { name: 'recorder:claim', input: {} });
    told.now += 30_000;
    return told;
  }

  /** Gives a command; its events' types, or the code that it was refused with. */
  give(by: string, command: Command): ErrorCode | LessonEvent['type'][] {
    const decision = decide(this.state, as(by), command, this.now);
    const events = decision.events ?? [];
    const entries = events.map((event, index) => ({ sequence: this.state.sequence + 1 + index, at: this.now, event }));
    this.entries = entries;
    this.state = evolveAll(this.state, entries);
    return decision.ok ? events.map(({ type }) => type) : decision.error.code;
  }

  /** Gives a command that must be accepted. */
  ok(by: string, command: Command): LessonEvent['type'][] {
    const given = this.give(by, command);
    if (typeof given === 'string') throw new Error(`${command.name}: ${given}`);
    return given;
  }
}

export const publish = (id: string, source: 'camera' | 'microphone' = 'camera', session = 'session-a'): Command => ({
  name: 'track:publish',
  input: {
    trackId: id as TrackId,
    source,
    kind: source === 'camera' ? 'video' : 'audio',
    layers: 1,
    muted: false,
    session,
  },
});
export const mute = (id: string, muted: boolean): Command => ({
  name: 'track:mute',
  input: { trackId: id as TrackId, muted },
});
export const callOn = (id: string): Command => ({
  name: 'stage:call',
  input: { participantId: who(id).participantId },
});
export const drop = (id: string): Command => ({
  name: 'seat:detach',
  input: { participantId: who(id).participantId, connectionId: `1.${id}` },
});
export const tick: Command = { name: 'tick', input: {} };
