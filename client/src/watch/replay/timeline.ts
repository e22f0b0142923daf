import type {
  ArchiveGap,
  ArchiveLayer,
  ArchiveManifest,
  ArchiveTrack,
  Role,
  TrackSource,
} from '@tongke/signaling/protocol/lesson';
import { contains, holesBetween, intersectSpans, mergeSpans, type Span } from './span.ts';

/** A recorded track on the lesson's timeline. */
export interface ReplayTrack extends Span {
  trackId: string;
  participantId: string;
  role: Role;
  name: string;
  schoolName: string | null;
  source: TrackSource;
  kind: 'audio' | 'video';
  /** Lowest first. */
  layers: ArchiveLayer[];
  gaps: ReplayGap[];
  /** At the live edge: more may come. Its end is open then. */
  growing: boolean;
}

/** A stretch that was not kept; `silent` ones are no loss, for the source itself was off. */
export interface ReplayGap extends Span {
  cause: ArchiveGap['cause'];
  silent: boolean;
}

/** All that was kept of a lesson, on one timeline. */
export interface Timeline {
  durationMs: number;
  sealed: boolean;
  tracks: ReplayTrack[];
  interruptions: Span[];
}

/** Segments this close together play on without a hole. */
const seamMs = 60;
/** Shorter holes are neither seen nor heard. */
const shortestGapMs = 100;

/** What is known of a lesson that is being recorded. */
export interface Growth {
  /** Whatever was sent before is here, and what is not was not sent. */
  knownUntilMs: number;
  /** Tracks that were unpublished. */
  over: ReadonlySet<string>;
}

/** Lays a manifest out on one timeline; `growth` while the lesson is being recorded. Pure. */
export function buildTimeline(manifest: ArchiveManifest, growth: Growth | null = null): Timeline {
  const kept = manifest.tracks.flatMap((track) => toReplayTrack(track, manifest) ?? []);
  const lastMs = Math.max(0, ...kept.map((track) => track.toMs));
  const tracks = growth
    ? kept.map((track) => (growth.over.has(track.trackId) ? track : leftOpen(track, growth)))
    : kept;
  return {
    durationMs: manifest.endedAt === null ? lastMs : Math.max(0, manifest.endedAt - manifest.startedAt),
    sealed: manifest.sealed,
    tracks,
    interruptions: mergeSpans(manifest.interruptions),
  };
}

function toReplayTrack(track: ArchiveTrack, manifest: ArchiveManifest): ReplayTrack | null {
  const layers = track.layers.filter((layer) => layer.segments.length > 0).sort((a, b) => a.layer - b.layer);
  if (layers.length === 0) return null;
  const participant = manifest.participants.find(({ participantId }) => participantId === track.participantId);
  const whole = {
    fromMs: Math.min(...layers.map((layer) => layer.startMs)),
    toMs: Math.max(...layers.map((layer) => layer.endMs)),
  };
  return {
    ...whole,
    trackId: track.trackId,
    participantId: track.participantId,
    role: participant?.role ?? 'classroom',
    name: participant?.name ?? '',
    schoolName: participant?.schoolName ?? null,
    source: track.source,
    kind: track.kind,
    layers,
    gaps: gapsOf(layers, whole),
    growing: false,
  };
}

/** A track that lives may send again at any moment; until then its source is off. */
function leftOpen(track: ReplayTrack, { knownUntilMs }: Growth): ReplayTrack {
  const off = { fromMs: track.toMs, toMs: knownUntilMs, cause: 'sourcePaused', silent: true } as const;
  const gaps = off.toMs > off.fromMs ? [...track.gaps, off] : track.gaps;
  return { ...track, toMs: Number.POSITIVE_INFINITY, gaps, growing: true };
}

/** Segments of a layer as spans. */
const spansOf = (layer: ArchiveLayer): Span[] =>
  layer.segments.map(({ startMs, durationMs }) => ({ fromMs: startMs, toMs: startMs + durationMs }));

/** Where the track has media in any layer. */
const coverageOf = (layers: readonly ArchiveLayer[]) => mergeSpans(layers.flatMap(spansOf), seamMs);

function gapsOf(layers: readonly ArchiveLayer[], whole: Span): ReplayGap[] {
  // A gap of one layer is none while another layer can be shown; sound has one layer, whose gaps are filled with silence.
  const declared = layers.map((layer) => mergeSpans(layer.gaps)).reduce((left, right) => intersectSpans(left, right));
  const causes = layers.flatMap((layer) => layer.gaps);
  return mergeSpans([...holesBetween(coverageOf(layers), whole), ...declared])
    .filter((gap) => gap.toMs - gap.fromMs >= shortestGapMs)
    .map((gap) => {
      const cause = causes.find((one) => one.fromMs < gap.toMs && one.toMs > gap.fromMs)?.cause ?? 'loss';
      return { ...gap, cause, silent: cause === 'sourcePaused' };
    });
}

/** A picture that comes so soon after the first sound is waited for. */
const pictureWithinMs = 5_000;

/** Where a replay begins. A lesson may be open for a while before anybody is seen or heard. */
export function beginningOf({ tracks, durationMs }: Timeline): number {
  if (tracks.length === 0) return 0;
  const first = (some: readonly ReplayTrack[]) => Math.min(durationMs, ...some.map(({ fromMs }) => fromMs));
  const pictures = tracks.filter(({ kind, role }) => kind === 'video' && role === 'teacher');
  return Math.min(first(pictures), first(tracks) + pictureWithinMs);
}

/** Where the media that is there ends. */
export const mediaEndOf = ({ layers }: ReplayTrack): number => Math.max(...layers.map(({ endMs }) => endMs));

/** The gap that the track is in, if any. */
export const gapAt = (track: ReplayTrack, atMs: number): ReplayGap | null =>
  track.gaps.find((gap) => contains(gap, atMs)) ?? null;
