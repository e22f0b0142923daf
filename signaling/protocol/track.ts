import type { EventDefinitions } from './event-definition.ts';
import type { ParticipantId, TrackId } from './ids.ts';
import { participantVisibility } from './participant.ts';
import type { Role } from './role.ts';
import type { Track } from './state.ts';

/** Why a track ended. */
export type TrackEnd = 'unpublished' | 'replaced' | 'left' | 'mediaLost';

/** The tracks that participants publish. What a staged classroom's tracks are to the other rooms stands in `stage`. */
export interface TrackEvents {
  trackPublished: { track: Track };
  trackUnpublished: { trackId: TrackId; participantId: ParticipantId; role: Role; reason: TrackEnd };
  /** By the participant itself, or closed (never opened) by staff. */
  trackMuted: { trackId: TrackId; participantId: ParticipantId; role: Role; muted: boolean };
}

export const trackEvents: EventDefinitions<TrackEvents> = {
  trackPublished: {
    visibility: ({ track }) => participantVisibility(track.participantId, track.role),
    evolve: (state, { track }, _at, records) => ({ ...state, tracks: records.set(state.tracks, track.trackId, track) }),
  },
  trackUnpublished: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { trackId }, _at, records) => ({ ...state, tracks: records.without(state.tracks, trackId) }),
  },
  trackMuted: {
    visibility: ({ participantId, role }) => participantVisibility(participantId, role),
    evolve: (state, { trackId, muted }, _at, records) => {
      const track = state.tracks[trackId];
      return track ? { ...state, tracks: records.set(state.tracks, trackId, { ...track, muted }) } : state;
    },
  },
};
