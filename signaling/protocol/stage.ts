import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, ParticipantId, SchoolId } from './ids.ts';
import type { RecordWriter } from './record-writer.ts';
import type { LessonState, StageEntry, Track, Turn } from './state.ts';
import { toEveryone } from './visibility.ts';

/** Who is on stage. Being there makes a classroom's name and tracks known to every room, until it leaves. */
export interface StageEvents {
  stageCalled: {
    entry: Omit<StageEntry, 'calledAt'>;
    classroomId: ClassroomId | null;
    schoolId: SchoolId | null;
    /** `hand`: the classroom had asked; `call`: it was chosen; `random`: by lot; `round`: every room in turn. */
    because: 'hand' | 'call' | 'random' | 'round';
    /** The round of turns that the call belongs to, from 1. Missing in old logs. */
    round?: number;
  };
  stageTracksChanged: { participantId: ParticipantId; tracks: Track[] };
  /** The time box of a room on stage has another end; null: it has none. Milliseconds since the epoch. */
  stageTimed: { participantId: ParticipantId; endsAt: number | null };
  /** `time`: its time was over. Otherwise it was handed back, or the room has left. */
  stageLeft: { participantId: ParticipantId; because?: 'time' };
}

const noTurn: Turn = { calls: 0, stagedMs: 0, round: 0, lastCalledAt: null };
/** How often and how long a room has been on stage. */
export const turnOf = (turns: LessonState['turns'], id: ParticipantId): Turn => turns[id] ?? noTurn;

/**
 * Counts a call, or a time on stage, of a room that is known: rooms keep count of themselves only, since they are told
 * who is on stage, not who has been.
 */
function count(state: LessonState, id: ParticipantId, change: (turn: Turn) => Turn, records: RecordWriter) {
  if (!state.participants[id]) return state.turns;
  return records.set(state.turns, id, change(turnOf(state.turns, id)));
}

/** Takes rooms from the stage and adds up their time there. */
export function leaveStage(
  state: LessonState,
  leaves: (entry: StageEntry) => boolean,
  at: number,
  records: RecordWriter,
): LessonState {
  let { turns } = state;
  for (const { participantId, calledAt } of state.stage.filter(leaves)) {
    const stayedMs = Math.max(0, at - calledAt);
    const add = (turn: Turn): Turn => ({ ...turn, stagedMs: turn.stagedMs + stayedMs });
    turns = count({ ...state, turns }, participantId, add, records);
  }
  return { ...state, turns, stage: state.stage.filter((entry) => !leaves(entry)) };
}

export const stageEvents: EventDefinitions<StageEvents> = {
  stageCalled: {
    visibility: () => toEveryone,
    evolve: (state, { entry, round = state.round }, at, records) => ({
      ...state,
      stage: [...state.stage, { ...entry, calledAt: at }],
      hands: state.hands.filter((hand) => hand.participantId !== entry.participantId),
      round,
      turns: count(
        state,
        entry.participantId,
        (turn) => ({ ...turn, calls: turn.calls + 1, round, lastCalledAt: at }),
        records,
      ),
    }),
  },
  stageTracksChanged: {
    visibility: () => toEveryone,
    evolve: (state, { participantId, tracks }) => ({
      ...state,
      stage: state.stage.map((entry) => (entry.participantId === participantId ? { ...entry, tracks } : entry)),
    }),
  },
  stageTimed: {
    visibility: () => toEveryone,
    evolve: (state, { participantId, endsAt }) => ({
      ...state,
      stage: state.stage.map((entry) => (entry.participantId === participantId ? { ...entry, endsAt } : entry)),
    }),
  },
  stageLeft: {
    visibility: () => toEveryone,
    evolve: (state, { participantId }, at, records) =>
      leaveStage(state, (entry) => entry.participantId === participantId, at, records),
  },
};

/** The stage after a pause: its time boxes did not run. */
export const afterPause = (stage: readonly StageEntry[], pausedMs: number): StageEntry[] =>
  stage.map((entry) => (entry.endsAt === null ? entry : { ...entry, endsAt: entry.endsAt + pausedMs }));
