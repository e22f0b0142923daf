import type {
  ArchiveChange,
  ArchiveErasure,
  ArchiveLayer,
  ArchiveManifest,
  ArchiveTrack,
  ErasedPart,
} from '@tongke/signaling/protocol/lesson';
import { emptyChain } from '../archive/hash-chain.ts';
import { certify } from '../certificate/certificate.ts';
import { mediaTimeOf } from '../certificate/media-time.ts';

/** Of no bytes at all. */
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Whether nothing but its manifest is left of an archive. */
export const isErased = ({ erasures = [] }: Pick<ArchiveManifest, 'erasures'>): boolean =>
  erasures.some(({ what }) => what === 'all');

/** A manifest after an erasure, and in what it differs. Pure. */
export function eraseFromManifest(
  manifest: ArchiveManifest,
  erasure: ArchiveErasure,
): { manifest: ArchiveManifest; changes: ArchiveChange[]; tracks: ArchiveTrack[] } {
  const erasures = [...(manifest.erasures ?? []), erasure];
  if (erasure.what === 'all') {
    return {
      manifest: { ...tombstone(manifest), erasures },
      changes: [{ type: 'allErased' }],
      tracks: manifest.tracks,
    };
  }
  const erased = manifest.tracks.filter((track) => isMeant(track, manifest, erasure.what));
  const tracks = manifest.tracks.map((track) =>
    erased.includes(track) ? { ...track, layers: track.layers.map(emptied) } : track,
  );
  const clocks = manifest.certificate?.clocks ?? [];
  return {
    manifest: { ...manifest, tracks, erasures, certificate: certify(tracks, clocks, erasure.at) },
    changes: erased.map(({ trackId }) => ({ type: 'trackErased', trackId })),
    tracks: erased,
  };
}

function isMeant(track: ArchiveTrack, { participants }: ArchiveManifest, what: ErasedPart): boolean {
  if (!track.layers.some(({ segments }) => segments.length > 0)) return false;
  if (what === 'media') return true;
  if (track.kind !== 'video') return false;
  const role = participants.find(({ participantId }) => participantId === track.participantId)?.role;
  // Whoever is not known to have taught is taken for a classroom: it never was on stage.
  return what === 'pictures' || role !== 'teacher';
}

/** A layer without its segments: all of its time is a gap. */
function emptied(layer: ArchiveLayer): ArchiveLayer {
  const [first, last] = [layer.segments[0], layer.segments.at(-1)];
  if (!first || !last) return layer;
  const toMs = Math.round((last.startMs + last.durationMs) * 1_000) / 1_000;
  const kept = layer.gaps.filter(({ cause }) => cause === 'sourcePaused');
  const gaps = [...kept, { fromMs: first.startMs, toMs, cause: 'erased' as const, packets: 0 }];
  return {
    ...layer,
    segments: [],
    inits: [],
    gaps,
    startMs: first.startMs,
    endMs: first.startMs,
    mediaTime: mediaTimeOf({ startMs: first.startMs, endMs: toMs, gaps }, { dtxMs: 0, lossMs: 0 }),
  };
}

/** What a link still tells: which lesson it was, and when. No names, no log. */
function tombstone(manifest: ArchiveManifest): ArchiveManifest {
  const { format, version, lessonId, title, subject, startedAt, endedAt, policy, revision = 1 } = manifest;
  return {
    ...{
      format,
      version,
      lessonId,
      title,
      subject,
      teacherName: '',
      startedAt,
      endedAt,
      sealed: true,
      policy,
      revision,
    },
    participants: [],
    tracks: [],
    events: { path: manifest.events.path, lastSequence: 0, sha256: emptySha256, chain: emptyChain('events', lessonId) },
    materials: [],
    interruptions: [],
  };
}
