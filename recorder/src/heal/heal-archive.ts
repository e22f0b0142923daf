import { realpath } from 'node:fs/promises';
import type {
  ArchiveChange,
  ArchiveFile,
  ArchiveHealingSource,
  ArchiveLayer,
  ArchiveManifest,
  ArchiveSegment,
  ArchiveTrack,
} from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { layerPath, round } from '../archive/archive-index.ts';
import { sha256Of, writeWhole } from '../archive/files.ts';
import { ownerOf } from '../archive/owner.ts';
import { Playlist } from '../archive/playlist.ts';
import { muxSegment } from '../archive/segment-muxer.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { certify } from '../certificate/certificate.ts';
import { manifestName, revisionOf, writeRevision } from '../certificate/revisions.ts';
import { checkSignature } from '../certificate/signature.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { isErased } from '../keeping/erased-manifest.ts';
import { ArchiveBytes } from '../publish/archive-bytes.ts';
import { healPictureLayer } from './heal-picture-layer.ts';
import { healSoundLayer } from './heal-sound-layer.ts';
import type { WritePatch } from './healed-layer.ts';
import type { KeptFrame } from './placed-frame.ts';
import { lengthsForStartCodes } from './start-codes.ts';
import { withoutTail, withTail } from './tail-gap.ts';

/** What somebody has of one layer of a track. */
export interface KeptTrack {
  trackId: string;
  /** Who brought it: the track must be theirs. Null: a recorder, which has everybody's. */
  participantId: string | null;
  layer: number;
  how: ArchiveHealingSource;
  /** How NAL units of H.264 are told apart: as encoders give them, or as segments hold them. */
  nalUnits: 'startCodes' | 'lengths';
  frames: KeptFrame[];
}

export interface HealOptions {
  kept: readonly KeptTrack[];
  /** Signs the revision, and vouches for the one before. */
  key: SigningKey;
}

/** Why an archive is left as it is. */
export type HealRefusal = 'owned' | 'unsealed' | 'unreadable' | 'notVouched' | 'erased';

export interface Healing {
  refusal: HealRefusal | null;
  /** Empty when nothing could be healed: there is no new revision then. */
  changes: ArchiveChange[];
  /** Gaps beside which the archive and the sender do not say the same. */
  refusedGaps: number;
}

/**
 * Puts what senders kept where it is missing: in new segment files that a new signed revision lists in the place of others. What was
 * written before stays as it is. Throws what the disk says.
 */
export async function healArchive(folder: ArchiveFolder, { kept, key }: HealOptions): Promise<Healing> {
  const refuse = (refusal: HealRefusal): Healing => ({ refusal, changes: [], refusedGaps: 0 });
  if ((await ownerOf(folder)) !== null) return refuse('owned');
  const read = await readManifest(folder.path, manifestName);
  if (!read.ok) return refuse('unreadable');
  const { manifest, file } = read;
  if (!manifest.sealed) return refuse('unsealed');
  if (isErased(manifest)) return refuse('erased');
  if (checkSignature(file, [key.public]).by !== 'known') return refuse('notVouched');
  const root = await realpath(folder.path);
  const bytes = new ArchiveBytes(root);
  const changes: ArchiveChange[] = [];
  const healedLayers: ArchiveLayer[] = [];
  let refusedGaps = 0;
  const tracks: ArchiveTrack[] = [];
  for (const track of manifest.tracks) {
    const layers: ArchiveLayer[] = [];
    for (const layer of track.layers) {
      const inits = [...(layer.inits ?? [])];
      const write = patchWriter(folder, { track, layer, inits, revision: revisionOf(manifest) + 1 });
      const heal = track.kind === 'audio' ? healSoundLayer : healPictureLayer;
      let whole = layer;
      for (const [how, frames] of framesOf(track, layer, kept)) {
        const open = withTail(whole, frames, {
          kind: track.kind,
          untilMs: (manifest.endedAt ?? 0) - manifest.startedAt,
        });
        const { layer: next, healed, refused } = await heal(open, frames, { how, bytes, write });
        refusedGaps += refused;
        if (healed.length === 0) continue;
        whole = { ...withoutTail(next), inits };
        for (const each of healed) {
          changes.push({ type: 'gapHealed', trackId: track.trackId, layer: layer.layer, ...each });
        }
      }
      layers.push(whole);
      if (whole !== layer) healedLayers.push(whole);
    }
    tracks.push({ ...track, layers });
  }
  if (changes.length === 0) return { refusal: null, changes, refusedGaps };
  const clocks = manifest.certificate?.clocks ?? [];
  const healed: ArchiveManifest = { ...manifest, tracks, certificate: certify(tracks, clocks, Date.now()) };
  await writeRevision(folder.path, healed, changes, { before: file, key });
  for (const layer of healedLayers) {
    const playlist = new Playlist(root, layer.playlist, manifest.startedAt);
    playlist.restore(layer);
    await playlist.end();
  }
  return { refusal: null, changes, refusedGaps };
}

/** How many frames changes have put into an archive. */
export const framesPut = (changes: readonly ArchiveChange[]): number =>
  changes.reduce((sum, change) => sum + (change.type === 'gapHealed' ? change.frames : 0), 0);

/** What is believed of a layer's frames, by where they come from: those of the very participant, or of a recorder. */
function framesOf(
  { trackId, participantId }: ArchiveTrack,
  { layer, codec }: ArchiveLayer,
  kept: readonly KeptTrack[],
): Map<ArchiveHealingSource, KeptFrame[]> {
  const own = kept.filter(
    (each) =>
      each.trackId === trackId &&
      each.layer === layer &&
      (each.participantId === null ? each.how !== 'edge' : each.participantId === participantId),
  );
  const frames = new Map<ArchiveHealingSource, KeptFrame[]>();
  for (const { how, nalUnits, frames: some } of own) {
    const isBehindStartCodes = nalUnits === 'startCodes' && codec.startsWith('avc1');
    const held = isBehindStartCodes ? some.flatMap(withLengths) : some;
    frames.set(how, [...(frames.get(how) ?? []), ...held]);
  }
  return frames;
}

function withLengths(frame: KeptFrame): KeptFrame[] {
  const data = lengthsForStartCodes(frame.data);
  return data === null ? [] : [{ ...frame, data }];
}

/** Patches lie beside the segments, under names that tell their revision. Adds an initialisation segment to `inits` where none fits. */
function patchWriter(
  folder: ArchiveFolder,
  {
    track,
    layer,
    inits,
    revision,
  }: { track: ArchiveTrack; layer: ArchiveLayer; inits: ArchiveFile[]; revision: number },
): WritePatch {
  const path = layerPath(track.trackId, layer.layer);
  let number = 0;
  return async (segment): Promise<ArchiveSegment> => {
    const { container, init, media } = await muxSegment(segment);
    number += 1;
    const name = `patch-${revision}-${String(number).padStart(6, '0')}.${container === 'webm' ? 'webm' : 'm4s'}`;
    const file = await write(folder, `${path}/${name}`, media);
    let listed = init && inits.find(({ sha256 }) => sha256 === sha256Of(init));
    if (init && !listed) {
      listed = await write(folder, `${path}/patch-${revision}-init-${number}.mp4`, init);
      inits.push(listed);
    }
    const { startMs, endMs } = segment;
    return {
      ...file,
      initPath: listed?.path ?? file.path,
      startMs: round(startMs),
      durationMs: round(endMs - startMs),
    };
  };
}

async function write(folder: ArchiveFolder, path: string, content: Buffer): Promise<ArchiveFile> {
  await writeWhole(folder.resolve(path), content, { sync: true });
  return { path, lengthBytes: content.length, sha256: sha256Of(content) };
}
