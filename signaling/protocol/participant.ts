import { type EventDefinitions, without } from './event-definition.ts';
import type { DeviceId, ParticipantId } from './ids.ts';
import type { Role } from './role.ts';
import type { LessonState, Participant, SeatGrant } from './state.ts';
import { toEveryone, toServer, toStaff, type Visibility } from './visibility.ts';

/** Who is here: seats given, devices that come, go and ask. */
export interface ParticipantEvents {
  seatGranted: { grant: SeatGrant };
  /** Another device wants a seat that is in use. */
  seatRequested: { participantId: ParticipantId; deviceId: DeviceId; role: Role };
  seatAllowed: { participantId: ParticipantId; deviceId: DeviceId };
  /** A device has connected: the first time, or again. */
  participantAttached: { participant: Omit<Participant, 'connection'>; connectionId: string };
  /** The connection is lost; the seat keeps all it has. */
  participantDetached: { participantId: ParticipantId; role: Role };
  /** Left, or away for too long. */
  participantLeft: { participantId: ParticipantId; role: Role };
  participantRemoved: { participantId: ParticipantId; role: Role };
}

/** A teacher is seen by all; a classroom by staff and itself; inspectors, assistants, viewers and recorders by nobody but themselves. */
export function participantVisibility(participantId: ParticipantId, role: Role): Visibility {
  switch (role) {
    case 'teacher':
      return toEveryone;
    case 'assistant':
      return toStaff;
    case 'classroom':
      return { to: 'seat', participantId };
    case 'inspector':
    case 'audience':
    case 'recorder':
      return { to: 'self', participantId };
  }
}

function withParticipant(
  state: LessonState,
  id: ParticipantId,
  change: (participant: Participant) => Participant,
): LessonState {
  const participant = state.participants[id];
  return participant ? { ...state, participants: { ...state.participants, [id]: change(participant) } } : state;
}

const ofRequest = (id: ParticipantId, device: DeviceId) => (request: { participantId: string; deviceId: string }) =>
  request.participantId === id && request.deviceId === device;

export const participantEvents: EventDefinitions<ParticipantEvents> = {
  seatGranted: {
    visibility: () => toServer,
    evolve: (state, { grant }, at) => ({
      ...state,
      grants: { ...state.grants, [grant.participantId]: { ...grant, grantedAt: at } },
    }),
  },
  seatRequested: {
    visibility: () => toStaff,
    evolve: (state, { participantId, deviceId }, at) => ({
      ...state,
      seatRequests: [
        ...state.seatRequests.filter((request) => request.participantId !== participantId),
        { participantId, deviceId, askedAt: at, allowed: false },
      ],
    }),
  },
  seatAllowed: {
    visibility: () => toStaff,
    evolve: (state, { participantId, deviceId }) => ({
      ...state,
      seatRequests: state.seatRequests.map((request) =>
        ofRequest(participantId, deviceId)(request) ? { ...request, allowed: true } : request,
      ),
    }),
  },
  participantAttached: {
    visibility: ({ participant }) => participantVisibility(participant.participantId, participant.role),
    evolve: (state, { participant, connectionId }, at) => ({
      ...state,
      participants: {
        ...state.participants,
        [participant.participantId]: { ...participant, connection: { state: 'here', connectionId, since: at } },
      },
      seatRequests: state.seatRequests.filter((request) => request.participantId !== participant.participantId),
    }),
  },
  participantDetached: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId }, at) =>
      withParticipant(state, participantId, (participant) => ({
        ...participant,
        connection: { state: 'away', since: at },
      })),
  },
  participantLeft: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId }, at) =>
      withParticipant(state, participantId, (participant) => ({
        ...participant,
        connection: { state: 'gone', since: at },
      })),
  },
  participantRemoved: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId, role }) => ({
      ...state,
      participants: without(state.participants, participantId),
      grants: without(state.grants, participantId),
      hands: state.hands.filter((hand) => hand.participantId !== participantId),
      removed: { ...state.removed, [participantId]: role },
    }),
  },
};
