import { type LessonEvent, type LessonState, limits, type ParticipantId, type Track } from '../../protocol/lesson.ts';
import type { TrackEnd } from '../../protocol/track.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, refuse } from './decision.ts';

export const tracksOf = (state: LessonState, id: ParticipantId): Track[] =>
  Object.values(state.tracks).filter((track) => track.participantId === id);

/** Tells the other rooms what a staged classroom's tracks are now; nothing for one that is not on stage. */
function stageTracks(state: LessonState, id: ParticipantId, tracks: Track[]): LessonEvent[] {
  const staged = state.stage.some((entry) => entry.participantId === id);
  return staged ? [{ type: 'stageTracksChanged', participantId: id, tracks }] : [];
}

/** The events that end some tracks, on the stage as well. */
export function unpublish(state: LessonState, ended: Track[], reason: TrackEnd): LessonEvent[] {
  const owners = new Set(ended.map((track) => track.participantId));
  return [
    ...ended.map(({ trackId, participantId, role }) => ({
      type: 'trackUnpublished' as const,
      trackId,
      participantId,
      role,
      reason,
    })),
    ...[...owners].flatMap((id) =>
      stageTracks(
        state,
        id,
        tracksOf(state, id).filter((track) => !ended.includes(track)),
      ),
    ),
  ];
}

const owns = (actor: Actor, track: Track) =>
  actor.kind === 'participant' && actor.participantId === track.participantId;

export const track: Handlers<'track:publish' | 'track:unpublish' | 'track:mute' | 'tracks:lost' | 'media:renew'> = {
  'track:publish': (state, actor, input) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only a participant publishes');
    if (state.phase.name !== 'open') return refuse('lessonNotOpen', 'the lesson is not open');
    const { participantId, role } = actor;
    if (state.participants[participantId]?.connection.state !== 'here') return refuse('notHere', 'not connected');
    const { trackId, source, kind, layers, muted, session } = input;
    const answer = { trackId, layers };
    const mine = tracksOf(state, participantId);
    if (mine.some((held) => held.trackId === trackId)) return accept(answer);
    const replaced = mine.filter((held) => held.source === source);
    const kept = mine.filter((held) => held.source !== source);
    if (kept.length >= limits.tracksPerParticipant) return refuse('tooMany', 'too many tracks');
    const published: Track = { trackId, participantId, role, source, kind, layers, muted, session };
    return accept(
      answer,
      ...replaced.map((held) => ({
        type: 'trackUnpublished' as const,
        trackId: held.trackId,
        participantId,
        role,
        reason: 'replaced' as const,
      })),
      { type: 'trackPublished', track: published },
      ...stageTracks(state, participantId, [...kept, published]),
    );
  },
  'track:unpublish': (state, actor, { trackId }) => {
    const held = state.tracks[trackId];
    if (!held) return accept(null);
    if (!owns(actor, held)) return refuse('forbidden', "another participant's track");
    return accept(null, ...unpublish(state, [held], 'unpublished'));
  },
  'track:mute': (state, actor, { trackId, muted }) => {
    const held = state.tracks[trackId];
    if (!held) return refuse('notFound', 'no such track');
    const isOwner = owns(actor, held);
    const leader = actor.kind === 'server' || actor.role === 'teacher' || actor.role === 'assistant';
    if (!isOwner && !(leader && held.role === 'classroom' && muted)) {
      return refuse('forbidden', 'may only be closed by staff, and opened by its owner');
    }
    if (held.muted === muted) return accept(null);
    const { participantId, role } = held;
    return accept(
      null,
      { type: 'trackMuted', trackId, participantId, role, muted },
      ...stageTracks(
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
