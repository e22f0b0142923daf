import type { EventDefinitions } from './event-definition.ts';
import type { DeviceId, ParticipantId } from './ids.ts';
import type { RecordWriter } from './record-writer.ts';
import type { Role } from './role.ts';
import type { Connection, LessonState, Participant, SeatGrant } from './state.ts';
import { toEveryone, toServer, toStaff, type Visibility } from './visibility.ts';

/** Who is here: seats given, devices that come, go and ask. */
export interface ParticipantEvents {
  seatGranted: { grant: SeatGrant };
  /** Another device wants a seat that is in use. Only for seats that staff know of: not an inspector's, a viewer's or a recorder's. */
  seatRequested: { participantId: ParticipantId; deviceId: DeviceId; role: Role };
  seatAllowed: { participantId: ParticipantId; deviceId: DeviceId };
  /** A device has connected: the first time, or again. */
  participantAttached: { participant: Omit<Participant, 'connection'>; connectionId: string };
  /** The connection is lost; the seat keeps all it has. */
  participantDetached: { participantId: ParticipantId; role: Role };
  /** Left, or away for too long. Its hand is lowered. */
  participantLeft: { participantId: ParticipantId; role: Role };
  /** Sent out. `blocked`: no new link of that seat lets it in again, until staff do. */
  participantRemoved: { participantId: ParticipantId; role: Role; name: string; blocked: boolean };
  /** May come back: staff have said so, or its link is new and it was not blocked. */
  participantReadmitted: { participantId: ParticipantId; role: Role };
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

function withConnection(
  state: LessonState,
  id: ParticipantId,
  connection: Connection,
  records: RecordWriter,
): LessonState {
  const participant = state.participants[id];
  if (!participant) return state;
  return { ...state, participants: records.set(state.participants, id, { ...participant, connection }) };
}

const ofRequest = (id: ParticipantId, device: DeviceId) => (request: { participantId: string; deviceId: string }) =>
  request.participantId === id && request.deviceId === device;

export const participantEvents: EventDefinitions<ParticipantEvents> = {
  seatGranted: {
    visibility: () => toServer,
    evolve: (state, { grant }, at, records) => ({
      ...state,
      grants: records.set(state.grants, grant.participantId, { ...grant, grantedAt: at }),
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
    evolve: (state, { participant, connectionId }, at, records) => ({
      ...state,
      participants: records.set(state.participants, participant.participantId, {
        ...participant,
        connection: { state: 'here', connectionId, since: at },
      }),
      seatRequests: state.seatRequests.filter((request) => request.participantId !== participant.participantId),
    }),
  },
  participantDetached: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId }, at, records) =>
      withConnection(state, participantId, { state: 'away', since: at }, records),
  },
  participantLeft: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId }, at, records) => ({
      ...withConnection(state, participantId, { state: 'gone', since: at }, records),
      hands: state.hands.filter((hand) => hand.participantId !== participantId),
    }),
  },
  participantRemoved: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId, role, name, blocked }, _at, records) => ({
      ...state,
      participants: records.without(state.participants, participantId),
      grants: records.without(state.grants, participantId),
      hands: state.hands.filter((hand) => hand.participantId !== participantId),
      seatRequests: state.seatRequests.filter((request) => request.participantId !== participantId),
      removed: records.set(state.removed, participantId, { role, name, blocked }),
    }),
  },
  participantReadmitted: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { participantId }, _at, records) => ({
      ...state,
      removed: records.without(state.removed, participantId),
    }),
  },
};
