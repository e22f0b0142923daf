import { type AttendanceEvents, attendanceEvents } from './attendance.ts';
import { type ChatEvents, chatEvents } from './chat.ts';
import type { EventDefinitions } from './event-definition.ts';
import { type FilmEvents, filmEvents } from './film.ts';
import { type GroupEvents, groupEvents } from './group.ts';
import { type HandEvents, handEvents } from './hand.ts';
import { type HelpEvents, helpEvents } from './help.ts';
import type { ParticipantId } from './ids.ts';
import { type InkEvents, inkEvents } from './ink.ts';
import { type InquiryEvents, inquiryEvents } from './inquiry.ts';
import { type LeadEvents, leadEvents } from './lead.ts';
import { type MusicEvents, musicEvents } from './music.ts';
import { type ParticipantEvents, participantEvents } from './participant.ts';
import { type PermissionEvents, permissionEvents } from './permission.ts';
import { type PlanningEvents, planningEvents } from './planning.ts';
import { type PraiseEvents, praiseEvents } from './praise.ts';
import { type ProgrammeEvents, programmeEvents } from './programme.ts';
import { type QuestionEvents, questionEvents } from './question.ts';
import { copyingWriter, OwningWriter, type RecordWriter } from './record-writer.ts';
import { type RecordingEvents, recordingEvents } from './recording.ts';
import { type SlidesEvents, slidesEvents } from './slides.ts';
import { type StageEvents, stageEvents } from './stage.ts';
import type { LessonState } from './state.ts';
import { type TimerEvents, timerEvents } from './timer.ts';
import { type TrackEvents, trackEvents } from './track.ts';
import { maySee, type Viewer, type Visibility } from './visibility.ts';

/** Every event of a lesson: its type and its data. */
export interface EventTypes
  extends PlanningEvents,
    ParticipantEvents,
    TrackEvents,
    StageEvents,
    HandEvents,
    RecordingEvents,
    SlidesEvents,
    InkEvents,
    PermissionEvents,
    AttendanceEvents,
    QuestionEvents,
    ChatEvents,
    InquiryEvents,
    HelpEvents,
    PraiseEvents,
    TimerEvents,
    FilmEvents,
    MusicEvents,
    ProgrammeEvents,
    LeadEvents,
    GroupEvents {}
export type EventType = keyof EventTypes;
export type LessonEvent<Type extends EventType = EventType> = { [T in Type]: { type: T } & EventTypes[T] }[Type];

/** An event with the place and time that the log gave it. This is what browsers get. */
export interface LessonEntry {
  sequence: number;
  /** The log's time, milliseconds since the epoch. */
  at: number;
  event: LessonEvent;
  /** On the last event of a participant's command: its number and answer. Only in the log and its recorder's copy. */
  command?: { participantId: ParticipantId; number: number; value: unknown };
}

const definitions: EventDefinitions<EventTypes> = {
  ...planningEvents,
  ...participantEvents,
  ...trackEvents,
  ...stageEvents,
  ...handEvents,
  ...recordingEvents,
  ...slidesEvents,
  ...inkEvents,
  ...permissionEvents,
  ...attendanceEvents,
  ...questionEvents,
  ...chatEvents,
  ...inquiryEvents,
  ...helpEvents,
  ...praiseEvents,
  ...timerEvents,
  ...filmEvents,
  ...musicEvents,
  ...programmeEvents,
  ...leadEvents,
  ...groupEvents,
};

/** Every type of event that there is. */
export const eventTypes = Object.keys(definitions) as EventType[];

/** Event types of a later version may stand in a log or on the wire: they change nothing and are shown to nobody. */
const definitionOf = (type: string) => (Object.hasOwn(definitions, type) ? definitions[type as EventType] : undefined);

export function visibilityOf(event: LessonEvent): Visibility {
  const definition = definitionOf(event.type);
  // Each definition is keyed by the type of the event that it takes.
  return definition ? (definition.visibility as (data: LessonEvent) => Visibility)(event) : { to: 'server' };
}

/** Whether a viewer may ever receive an event. */
export const visibleTo = (event: LessonEvent, viewer: Viewer): boolean => maySee(visibilityOf(event), viewer);

/** The state after an entry. Pure: the same in the server, in the browser and in the replay. */
export const evolve = (state: LessonState, entry: LessonEntry): LessonState => step(state, entry, copyingWriter);

/** The state after entries, as {@link evolve} one by one would give it, in a time that grows only with their number. Pure. */
export function evolveAll(state: LessonState, entries: readonly LessonEntry[]): LessonState {
  const fold = new Fold(state);
  for (const entry of entries) fold.push(entry);
  return fold.state;
}

/** {@link evolveAll} for entries that are not all there yet. Whoever keeps `state` keeps it after the last `push` only. */
export class Fold {
  readonly #records = new OwningWriter();
  #state: LessonState;

  constructor(state: LessonState) {
    this.#state = state;
  }

  get state(): LessonState {
    return this.#state;
  }

  push(entry: LessonEntry): void {
    this.#state = step(this.#state, entry, this.#records);
  }
}

function step(state: LessonState, entry: LessonEntry, records: RecordWriter): LessonState {
  const { event, command } = entry;
  type Evolve = (state: LessonState, data: LessonEvent, at: number, records: RecordWriter) => LessonState;
  const definition = definitionOf(event.type);
  const evolved = definition ? (definition.evolve as Evolve)(state, event, entry.at, records) : state;
  return {
    ...evolved,
    sequence: entry.sequence,
    at: entry.at,
    commands: command
      ? records.set(evolved.commands, command.participantId, { number: command.number, value: command.value })
      : evolved.commands,
  };
}
