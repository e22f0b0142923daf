import type { EventDefinitions } from './event-definition.ts';
import { emptyHelp } from './help.ts';
import { participantId } from './ids.ts';
import { endQuestions } from './question.ts';
import type { LinkName } from './role.ts';
import { leaveStage } from './stage.ts';
import type { InvitedClassroom, LessonFacts } from './state.ts';
import { emptyTimer } from './timer.ts';
import { toEveryone, toServer, type Visibility } from './visibility.ts';

/** A lesson's beginning and end, who is invited, and which links hold. */
export interface PlanningEvents {
  lessonPlanned: { facts: LessonFacts };
  classroomInvited: { classroom: InvitedClassroom };
  lessonOpened: Record<never, never>;
  lessonEnded: { reason: string | null };
  linkRevoked: { link: LinkName; generation: number };
}

/** The seat of a classroom in any lesson: one room, one seat. */
export const classroomSeat = (classroomId: string) => participantId(`c-${classroomId}`);

const toClassroom = (classroom: InvitedClassroom): Visibility => ({
  to: 'seat',
  participantId: classroomSeat(classroom.classroomId),
});

export const planningEvents: EventDefinitions<PlanningEvents> = {
  lessonPlanned: {
    visibility: () => toEveryone,
    evolve: (state, { facts }) => ({ ...state, facts }),
  },
  classroomInvited: {
    visibility: ({ classroom }) => toClassroom(classroom),
    evolve: (state, { classroom }, _at, records) => ({
      ...state,
      classrooms: records.set(state.classrooms, classroom.classroomId, classroom),
    }),
  },
  lessonOpened: {
    visibility: () => toEveryone,
    evolve: (state, _data, at) => ({ ...state, phase: { name: 'open', openedAt: at } }),
  },
  lessonEnded: {
    visibility: () => toEveryone,
    evolve: (state, { reason }, at, records) => ({
      ...leaveStage(state, () => true, at, records),
      phase: {
        name: 'ended',
        openedAt: state.phase.name === 'open' ? state.phase.openedAt : null,
        endedAt: at,
        reason,
      },
      tracks: {},
      hands: [],
      seatRequests: [],
      film: { ...state.film, shown: null },
      question: endQuestions(state.question, at),
      timer: emptyTimer,
      help: emptyHelp,
    }),
  },
  linkRevoked: {
    visibility: () => toServer,
    evolve: (state, { link, generation }, _at, records) => ({
      ...state,
      linkGenerations: records.set(state.linkGenerations, link, generation),
      grants: Object.fromEntries(Object.entries(state.grants).filter(([, grant]) => grant.link !== link)),
    }),
  },
};
