import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, ParticipantId, SchoolId } from './ids.ts';
import { isStaff } from './role.ts';
import type { LessonState } from './state.ts';
import type { Viewer, Visibility } from './visibility.ts';

/** A classroom that calls for help. */
export interface HelpCall {
  participantId: ParticipantId;
  classroomId: ClassroomId | null;
  schoolId: SchoolId | null;
  calledAt: number;
  /** Since when staff have taken care of it; null while it waits. */
  acknowledgedAt: number | null;
}

/** Classrooms that call the assistant: staff see all, a classroom its own. */
export interface HelpState {
  calls: Record<ParticipantId, HelpCall>;
}

export const emptyHelp: HelpState = { calls: {} };

/** A classroom calls; staff come; it is done. */
export interface HelpEvents {
  helpCalled: Pick<HelpCall, 'participantId' | 'classroomId' | 'schoolId'>;
  helpAcknowledged: { participantId: ParticipantId };
  /** Over: staff have helped, the classroom needs it no more, or it was removed. */
  helpDone: { participantId: ParticipantId; by: 'staff' | 'classroom' };
}

const toSeat = ({ participantId }: { participantId: ParticipantId }): Visibility => ({ to: 'seat', participantId });
const withCalls = (state: LessonState, calls: HelpState['calls']): LessonState => ({ ...state, help: { calls } });

export const helpEvents: EventDefinitions<HelpEvents> = {
  helpCalled: {
    visibility: toSeat,
    evolve: (state, { participantId, classroomId, schoolId }, at, records) => {
      const call: HelpCall = { participantId, classroomId, schoolId, calledAt: at, acknowledgedAt: null };
      return withCalls(state, records.set(state.help.calls, participantId, call));
    },
  },
  helpAcknowledged: {
    visibility: toSeat,
    evolve: (state, { participantId }, at, records) => {
      const call = state.help.calls[participantId];
      if (!call) return state;
      return withCalls(state, records.set(state.help.calls, participantId, { ...call, acknowledgedAt: at }));
    },
  },
  helpDone: {
    visibility: toSeat,
    evolve: (state, { participantId }, _at, records) =>
      withCalls(state, records.without(state.help.calls, participantId)),
  },
};

/** What a viewer may see of it. */
export function projectHelp(help: HelpState, { participantId, role }: Viewer): HelpState {
  if (isStaff(role)) return help;
  const own = help.calls[participantId];
  return own ? { calls: { [participantId]: own } } : emptyHelp;
}
