import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import type {
  ArchiveChange,
  ArchiveFile,
  ArchiveLayer,
  ArchiveManifest,
  ArchiveSegment,
  ArchiveTrack,
} from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { layerPath, round } from '../archive/archive-index.ts';
import { writeWhole } from '../archive/files.ts';
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
import { healLayer, type WritePatch } from './heal-layer.ts';
import type { KeptFrame } from './placed-frame.ts';

/** What a sender kept of one layer of its own track. */
export interface KeptTrack {
  trackId: string;
  /** Who brought it: the track must be theirs. */
  participantId: string;
  layer: number;
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
      const frames = framesOf(track, layer, kept);
      const inits = [...(layer.inits ?? [])];
      const write = patchWriter(folder, { track, layer, inits, revision: revisionOf(manifest) + 1 });
      const healed = frames.length === 0 ? null : await healLayer(layer, frames, { bytes, write });
      refusedGaps += healed?.refused ?? 0;
      if (!healed || healed.healed.length === 0) {
        layers.push(layer);
        continue;
      }
      const whole = { ...healed.layer, inits };
      layers.push(whole);
      healedLayers.push(whole);
      for (const each of healed.healed) {
        changes.push({ type: 'gapHealed', trackId: track.trackId, layer: layer.layer, ...each });
      }
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

/** What is believed of a layer's frames: sound, from the very participant. */
function framesOf({ trackId, participantId, kind }: ArchiveTrack, { layer }: ArchiveLayer, kept: readonly KeptTrack[]) {
  if (kind !== 'audio') return [];
  return kept
    .filter((each) => each.trackId === trackId && each.participantId === participantId && each.layer === layer)
    .flatMap(({ frames }) => frames);
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
    const { init, media } = await muxSegment(segment);
    number += 1;
    const file = await write(folder, `${path}/patch-${revision}-${String(number).padStart(6, '0')}.m4s`, media);
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

const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
