import type { ParticipantId } from './ids.ts';
import { participantVisibility } from './participant.ts';
import { isStaff, type Role } from './role.ts';
import type { LessonState } from './state.ts';
import { maySee, type Viewer } from './visibility.ts';

/** Runs for everyone who joins, over thousands: a plain loop is four times as fast as entries and back. */
function filterRecord<Key extends string, Value>(
  record: Record<Key, Value>,
  keep: (value: Value, key: Key) => boolean,
): Record<Key, Value> {
  const kept = {} as Record<Key, Value>;
  for (const key in record) {
    const value = record[key];
    if (keep(value, key)) kept[key] = value;
  }
  return kept;
}

/**
 * The part of a lesson that a viewer may see: equal to folding only the events that are {@link visibleTo} the viewer.
 * Rights to seats, revoked links and answered commands are in nobody's part but the recorder's, which keeps the log.
 */
export function project(state: LessonState, viewer: Viewer): LessonState {
  if (viewer.role === 'recorder') return state;
  const staff = isStaff(viewer.role);
  const own = (id: ParticipantId) => id === viewer.participantId;
  const mayKnow = (id: ParticipantId, role: Role) => maySee(participantVisibility(id, role), viewer);
  return {
    ...state,
    classrooms: staff
      ? state.classrooms
      : filterRecord(state.classrooms, (classroom) => `c-${classroom.classroomId}` === viewer.participantId),
    participants: filterRecord(state.participants, ({ participantId, role }) => mayKnow(participantId, role)),
    tracks: filterRecord(state.tracks, (track) => mayKnow(track.participantId, track.role)),
    hands: staff ? state.hands : state.hands.filter((hand) => own(hand.participantId)),
    recording: staff ? state.recording : { ...state.recording, recorderId: null, alarms: [] },
    seatRequests: staff ? state.seatRequests : [],
    grants: {},
    removed: filterRecord(state.removed, (role, id) => mayKnow(id, role)),
    linkGenerations: {},
    commands: {},
  };
}
