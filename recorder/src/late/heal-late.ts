import { rm } from 'node:fs/promises';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { isUnfinished } from '../archive/is-unfinished.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { manifestName } from '../certificate/revisions.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { opusDurationTicks } from '../codec/opus.ts';
import { framesPut, healArchive, type KeptTrack } from '../heal/heal-archive.ts';
import { distance, type KeptFrame } from '../heal/placed-frame.ts';
import { readTwinFrames } from '../twin/twin-frames.ts';
import { type LateSound, readLateSounds } from './late-sounds.ts';

/** Two sounds follow on each other when the second begins within this of the first one's end: 5 ms. */
const nearTicks = 240;

/** What became of sounds that came late. `waiting`: their archive is not sealed, or being written. */
export type LateHealing = { state: 'waiting' } | { state: 'healed'; gaps: number; frames: number };

/**
 * Puts sounds that came when their segment was written where they belong, in patches of a new revision, and removes them from what waits. May be cut
 * short anywhere and begun anew. Throws what the disk says.
 */
export async function healLate(folder: ArchiveFolder, key: SigningKey): Promise<LateHealing> {
  if (await isUnfinished(folder)) return { state: 'waiting' };
  const late = await readLateSounds(folder);
  const read = await readManifest(folder.path, manifestName);
  let put = { gaps: 0, frames: 0 };
  if (read.ok && late.length > 0) {
    // What is here around the gaps tells where the others belong.
    const here = await readTwinFrames({ folder, manifest: read.manifest }, read.manifest);
    const kept = here.map((track) => withLate(track, late));
    const { refusal, changes } = await healArchive(folder, { kept, key });
    if (refusal === 'owned') return { state: 'waiting' };
    put = { gaps: changes.length, frames: framesPut(changes) };
  }
  await rm(folder.late, { force: true });
  return { state: 'healed', ...put };
}

/** A layer's frames with those that came late among them, numbered anew: whatever follows at once on another is its neighbour. */
function withLate(track: KeptTrack, late: readonly LateSound[]): KeptTrack {
  const own = late.filter(({ trackId, layer }) => trackId === track.trackId && layer === track.layer);
  const [first] = track.frames;
  if (first === undefined) return { ...track, how: 'late' };
  const rows = new Map<number, KeptFrame & { isLate: boolean }>();
  for (const { rtpTimestamp, data } of own) {
    rows.set(distance(first.rtpTimestamp, rtpTimestamp), { number: 0, rtpTimestamp, data, isLate: true });
  }
  for (const frame of track.frames)
    rows.set(distance(first.rtpTimestamp, frame.rtpTimestamp), { ...frame, isLate: false });
  const ordered = [...rows].sort(([a], [b]) => a - b);
  let number = 0;
  const frames = ordered.map(([ticks, { isLate, ...frame }], index): KeptFrame => {
    const before = ordered[index - 1];
    number += before && follows(before, [ticks, { ...frame, isLate }]) ? 1 : 2;
    return { ...frame, number };
  });
  return { ...track, how: 'late', frames };
}

type Row = [number, KeptFrame & { isLate: boolean }];

function follows([beforeTicks, before]: Row, [ticks, frame]: Row): boolean {
  if (!before.isLate && !frame.isLate) return frame.number === before.number + 1;
  return ticks - beforeTicks <= opusDurationTicks(before.data) + nearTicks;
}
