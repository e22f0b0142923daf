import type { EventDefinitions } from './event-definition.ts';
import { type ParticipantId, participantId } from './ids.ts';
import { isStaff } from './role.ts';
import { toEveryone, toStaff, type Viewer } from './visibility.ts';

/** Which of two teachers leads the lesson. The one who does not is seen and heard, and runs nothing. */
export interface LeadState {
  /** The seat whose pictures stand large and whose commands run the lesson. */
  leaderId: ParticipantId;
  /** The teacher who is asked to take over; null when nobody is. Staff know. */
  offeredTo: ParticipantId | null;
}

/** Who leads until the lead is handed on: the master teacher. */
export const emptyLead: LeadState = { leaderId: participantId('teacher'), offeredTo: null };

/** The lead is offered, taken, or kept after all. */
export interface LeadEvents {
  leadOffered: { to: ParticipantId; by: ParticipantId };
  leadOfferWithdrawn: { by: ParticipantId };
  /** `handover`: it was offered. `away`: the other teacher's line was down. */
  leadTaken: { participantId: ParticipantId; because: 'handover' | 'away' };
}

export const leadEvents: EventDefinitions<LeadEvents> = {
  leadOffered: {
    visibility: () => toStaff,
    evolve: (state, { to }) => ({ ...state, lead: { ...state.lead, offeredTo: to } }),
  },
  leadOfferWithdrawn: {
    visibility: () => toStaff,
    evolve: (state) => ({ ...state, lead: { ...state.lead, offeredTo: null } }),
  },
  leadTaken: {
    visibility: () => toEveryone,
    evolve: (state, { participantId }) => ({ ...state, lead: { leaderId: participantId, offeredTo: null } }),
  },
};

/** What a viewer may see of it. */
export const projectLead = (lead: LeadState, viewer: Viewer): LeadState =>
  isStaff(viewer.role) ? lead : { ...lead, offeredTo: null };
