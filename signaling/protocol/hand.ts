import type { EventDefinitions } from './event-definition.ts';
import type { ParticipantId } from './ids.ts';

/** Raised hands, in the order in which they were raised. Rooms see their own; staff see the queue. */
export interface HandEvents {
  handRaised: { participantId: ParticipantId };
  handLowered: { participantId: ParticipantId };
}

export const handEvents: EventDefinitions<HandEvents> = {
  handRaised: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { participantId }, at) => ({
      ...state,
      hands: [...state.hands, { participantId, raisedAt: at }],
    }),
  },
  handLowered: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { participantId }) => ({
      ...state,
      hands: state.hands.filter((hand) => hand.participantId !== participantId),
    }),
  },
};
