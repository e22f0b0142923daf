import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, ParticipantId, SchoolId } from './ids.ts';
import { limits } from './limits.ts';
import { isStaff } from './role.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** A classroom that was praised, as all rooms may know it. */
export interface Praised {
  classroomId: ClassroomId;
  schoolId: SchoolId;
  name: string;
  schoolName: string;
  stars: number;
}

/** Stars and applause. All rooms celebrate; who clapped is known to staff and the room itself. */
export interface PraiseState {
  stars: Record<ClassroomId, Praised>;
  /** The star that was given last. */
  latest: { classroomId: ClassroomId; at: number } | null;
  /** The applause that was heard last: its beginning, its last clap, how many clapped. */
  applause: { since: number; at: number; count: number; byTeacher: boolean } | null;
  /** When each classroom was last counted, by its seat. */
  clapped: Record<ParticipantId, number>;
}

export const emptyPraise: PraiseState = { stars: {}, latest: null, applause: null, clapped: {} };

/** A star for a classroom, and applause for all. */
export interface PraiseEvents {
  starGiven: Omit<Praised, 'stars'>;
  /** It was given by mistake. */
  starTakenBack: { classroomId: ClassroomId };
  applauded: { byTeacher: boolean };
  /** Which classroom clapped: follows its {@link PraiseEvents.applauded}. */
  classroomClapped: { participantId: ParticipantId };
}

export const praiseEvents: EventDefinitions<PraiseEvents> = {
  starGiven: {
    visibility: () => toEveryone,
    evolve: (state, given, at, records) => {
      const { classroomId, schoolId, name, schoolName } = given;
      const stars = (state.praise.stars[classroomId]?.stars ?? 0) + 1;
      const praised: Praised = { classroomId, schoolId, name, schoolName, stars };
      return {
        ...state,
        praise: {
          ...state.praise,
          stars: records.set(state.praise.stars, classroomId, praised),
          latest: { classroomId, at },
        },
      };
    },
  },
  starTakenBack: {
    visibility: () => toEveryone,
    evolve: (state, { classroomId }, _at, records) => {
      const { stars, latest } = state.praise;
      const praised = stars[classroomId];
      if (!praised) return state;
      return {
        ...state,
        praise: {
          ...state.praise,
          stars:
            praised.stars > 1
              ? records.set(stars, classroomId, { ...praised, stars: praised.stars - 1 })
              : records.without(stars, classroomId),
          latest: latest?.classroomId === classroomId ? null : latest,
        },
      };
    },
  },
  applauded: {
    visibility: () => toEveryone,
    evolve: (state, { byTeacher }, at) => {
      const last = state.praise.applause;
      const goesOn = last !== null && at - last.at <= limits.applauseWaveMs;
      const applause = goesOn
        ? { ...last, at, count: last.count + 1, byTeacher: last.byTeacher || byTeacher }
        : { since: at, at, count: 1, byTeacher };
      return { ...state, praise: { ...state.praise, applause } };
    },
  },
  classroomClapped: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { participantId }, at, records) => ({
      ...state,
      praise: { ...state.praise, clapped: records.set(state.praise.clapped, participantId, at) },
    }),
  },
};

/** What a viewer may see of it. */
export function projectPraise(praise: PraiseState, { participantId, role }: Viewer): PraiseState {
  if (isStaff(role)) return praise;
  const own = praise.clapped[participantId];
  return { ...praise, clapped: own === undefined ? {} : { [participantId]: own } };
}
