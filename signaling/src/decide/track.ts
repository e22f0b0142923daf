import {
  type LessonEvent,
  type LessonState,
  limits,
  type ParticipantId,
  switchOf,
  type Track,
  type TrackSource,
} from '../../protocol/lesson.ts';
import type { TrackEnd } from '../../protocol/track.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, isHere, isStaged, leads, refuse, refuseUnlessOpen, tracksOf } from './decision.ts';
import { groupTracks } from './group.ts';
import { refuseUnlessAllowed } from './permission.ts';

/** Tells the other rooms what a classroom's tracks are now: all of them for one on stage, those of its group for one in a group. */
function tellTracks(state: LessonState, id: ParticipantId, tracks: Track[]): LessonEvent[] {
  const staged: LessonEvent[] = isStaged(state, id) ? [{ type: 'stageTracksChanged', participantId: id, tracks }] : [];
  return [...staged, ...groupTracks(state, id, tracks)];
}

/** The events that end tracks of somebody who is not, or no longer, on stage. */
export const endTracks = (ended: Track[], reason: TrackEnd): LessonEvent[] =>
  ended.map(({ trackId, participantId, role }) => ({
    type: 'trackUnpublished',
    trackId,
    participantId,
    role,
    reason,
  }));

/** The events that end some tracks, on the stage and in groups as well. */
function unpublish(state: LessonState, ended: Track[], reason: TrackEnd): LessonEvent[] {
  const owners = new Set(ended.map((track) => track.participantId));
  return [
    ...endTracks(ended, reason),
    ...[...owners].flatMap((id) =>
      tellTracks(
        state,
        id,
        tracksOf(state, id).filter((track) => !ended.includes(track)),
      ),
    ),
  ];
}

const kindOf: Record<TrackSource, Track['kind']> = {
  camera: 'video',
  screen: 'video',
  board: 'video',
  table: 'video',
  microphone: 'audio',
  screenAudio: 'audio',
};

const owns = (actor: Actor, track: Track) =>
  actor.kind === 'participant' && actor.participantId === track.participantId;

export const track: Handlers<'track:publish' | 'track:unpublish' | 'track:mute' | 'tracks:lost' | 'media:renew'> = {
  'track:publish': (state, actor, input) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only a participant publishes');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const { participantId, role } = actor;
    if (!isHere(state, participantId)) return refuse('notHere', 'not connected');
    const { trackId, source, kind, layers, muted, session } = input;
    if (kind !== kindOf[source]) return refuse('badRequest', `no ${kind} comes from a ${source}`);
    // Closed, it may wait there until it is allowed.
    const forbidden = muted ? undefined : refuseUnlessAllowed(state, actor, switchOf[source]);
    if (forbidden) return forbidden;
    const answer = { trackId, layers };
    const same = state.tracks[trackId];
    if (same) return owns(actor, same) ? accept(answer) : refuse('alreadyPublished', "another participant's track");
    const mine = tracksOf(state, participantId);
    const replaced = mine.filter((held) => held.source === source);
    const kept = mine.filter((held) => held.source !== source);
    if (kept.length >= limits.tracksPerParticipant) return refuse('tooMany', 'too many tracks');
    const published: Track = { trackId, participantId, role, source, kind, layers, muted, session };
    return accept(
      answer,
      ...endTracks(replaced, 'replaced'),
      { type: 'trackPublished', track: published },
      ...tellTracks(state, participantId, [...kept, published]),
    );
  },
  'track:unpublish': (state, actor, { trackId }) => {
    const held = state.tracks[trackId];
    if (!held) return accept(null);
    if (!owns(actor, held)) return refuse('forbidden', "another participant's track");
    return accept(null, ...unpublish(state, [held], 'unpublished'));
  },
  'track:mute': (state, actor, { trackId, muted }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const held = state.tracks[trackId];
    if (!held) return refuse('notFound', 'no such track');
    if (!owns(actor, held) && !(leads(actor) && held.role === 'classroom' && muted)) {
      return refuse('forbidden', 'may only be closed by staff, and opened by its owner');
    }
    if (held.muted === muted) return accept(null);
    const forbidden = muted ? undefined : refuseUnlessAllowed(state, actor, switchOf[held.source]);
    if (forbidden) return forbidden;
    const { participantId, role } = held;
    return accept(
      null,
      { type: 'trackMuted', trackId, participantId, role, muted },
      ...tellTracks(
        state,
        participantId,
        tracksOf(state, participantId).map((each) => (each === held ? { ...each, muted } : each)),
      ),
    );
  },
  'tracks:lost': (state, _actor, { trackIds }) => {
    const lost = Object.values(state.tracks).filter((held) => trackIds.includes(held.trackId));
    return accept(null, ...unpublish(state, lost, 'mediaLost'));
  },
  'media:renew': (state, _actor, { participantId, session }) => {
    const former = tracksOf(state, participantId).filter((held) => held.session !== session);
    return accept(null, ...unpublish(state, former, 'replaced'));
  },
};
