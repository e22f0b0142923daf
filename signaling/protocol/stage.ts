import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, ParticipantId, SchoolId } from './ids.ts';
import type { StageEntry, Track } from './state.ts';
import { toEveryone } from './visibility.ts';

/** Who is on stage. Being there makes a classroom's name and tracks known to every room, until it leaves. */
export interface StageEvents {
  stageCalled: {
    entry: Omit<StageEntry, 'calledAt'>;
    classroomId: ClassroomId | null;
    schoolId: SchoolId | null;
    /** `hand`: the classroom had asked; `call`: it was chosen. */
    because: 'hand' | 'call';
  };
  stageTracksChanged: { participantId: ParticipantId; tracks: Track[] };
  stageLeft: { participantId: ParticipantId };
}

export const stageEvents: EventDefinitions<StageEvents> = {
  stageCalled: {
    visibility: () => toEveryone,
    evolve: (state, { entry }, at) => ({
      ...state,
      stage: [...state.stage, { ...entry, calledAt: at }],
      hands: state.hands.filter((hand) => hand.participantId !== entry.participantId),
    }),
  },
  stageTracksChanged: {
    visibility: () => toEveryone,
    evolve: (state, { participantId, tracks }) => ({
      ...state,
      stage: state.stage.map((entry) => (entry.participantId === participantId ? { ...entry, tracks } : entry)),
    }),
  },
  stageLeft: {
    visibility: () => toEveryone,
    evolve: (state, { participantId }) => ({
      ...state,
      stage: state.stage.filter((entry) => entry.participantId !== participantId),
    }),
  },
};
