import { realpath } from 'node:fs/promises';
import type { ArchiveLayer, ArchiveManifest, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import type { IndexedSegment, IndexLine } from '../archive/archive-index.ts';
import { readLines } from '../archive/files.ts';
import { opusSilence } from '../codec/opus.ts';
import type { KeptTrack } from '../heal/heal-archive.ts';
import { type KeptFrame, type Span, spanOf } from '../heal/placed-frame.ts';
import { ArchiveBytes } from '../publish/archive-bytes.ts';
import { clockRateOf, wholeSegment } from '../publish/cut/moved-segment.ts';

/** Frames beside a gap are compared with what is there. */
const aroundMs = 2_000;

/**
 * What a twin has of each layer around the gaps of an archive, under the timestamps that both recorders heard. Throws what the disk says;
 * segments that are not what the twin's manifest says are passed over.
 */
export async function readTwinFrames(
  twin: { folder: ArchiveFolder; manifest: ArchiveManifest },
  archive: ArchiveManifest,
): Promise<KeptTrack[]> {
  const bytes = new ArchiveBytes(await realpath(twin.folder.path));
  const indexed = await readIndex(twin.folder);
  const kept: KeptTrack[] = [];
  for (const track of archive.tracks) {
    const own = twin.manifest.tracks.find(({ trackId }) => trackId === track.trackId);
    for (const { layer, gaps } of track.layers) {
      const has = own?.layers.find((each) => each.layer === layer);
      const wanted = gaps
        .filter(({ sent }) => sent !== undefined)
        .map(({ fromMs, toMs }) => ({ fromMs: fromMs - aroundMs, toMs: toMs + aroundMs }));
      if (!has || wanted.length === 0) continue;
      const frames = await readLayer(has, { bytes, indexed, wanted, kind: track.kind });
      const from = { participantId: null, how: 'recorder', nalUnits: 'lengths' } as const;
      kept.push({ trackId: track.trackId, layer, ...from, frames });
    }
  }
  return kept;
}

/** Numbers go on from frame to frame only where nothing is missing between them. */
async function readLayer(
  layer: ArchiveLayer,
  from: { bytes: ArchiveBytes; indexed: Map<string, IndexedSegment>; wanted: Span[]; kind: 'audio' | 'video' },
): Promise<KeptFrame[]> {
  const frames: KeptFrame[] = [];
  const missing = layer.gaps.filter(({ cause }) => cause !== 'sourcePaused');
  let number = 0;
  let beforeMs: number | null = null;
  for (const segment of layer.segments) {
    const span = spanOf(segment);
    const isWanted = from.wanted.some((each) => span.fromMs < each.toMs && span.toMs > each.fromMs);
    const read = isWanted ? await readSegment(layer, segment, from) : null;
    if (read === null) beforeMs = null;
    for (const { atMs, ...frame } of read ?? []) {
      const isNext = beforeMs !== null && !isBetween(missing, beforeMs, atMs);
      number += isNext ? 1 : 2;
      frames.push({ number, ...frame });
      beforeMs = atMs;
    }
  }
  return frames;
}

const isBetween = (gaps: readonly Span[], fromMs: number, toMs: number): boolean =>
  gaps.some((gap) => gap.fromMs < toMs && gap.toMs > fromMs);

/** Null when nothing of it is known or it is spoilt. Silence was filled in, or is the same as if it had been. */
async function readSegment(
  layer: ArchiveLayer,
  listed: ArchiveSegment,
  { bytes, indexed, kind }: { bytes: ArchiveBytes; indexed: Map<string, IndexedSegment>; kind: 'audio' | 'video' },
): Promise<(Omit<KeptFrame, 'number'> & { atMs: number })[] | null> {
  const { startRtpTimestamp, endRtpTimestamp } = indexed.get(listed.path) ?? {};
  if (startRtpTimestamp === undefined || endRtpTimestamp === undefined) return null;
  const segment = await wholeSegment(bytes, layer, listed, kind);
  if (segment === null) return null;
  const ticks = (listed.durationMs * clockRateOf(kind)) / 1_000;
  const stretch = (endRtpTimestamp - startRtpTimestamp) / Math.max(1, ticks);
  return segment.samples
    .filter(({ data }) => kind === 'video' || !data.equals(opusSilence))
    .map(({ data, rtpTimestamp }) => ({
      data,
      rtpTimestamp: Math.round(startRtpTimestamp + rtpTimestamp * stretch) % 2 ** 32,
      atMs: listed.startMs + (rtpTimestamp * 1_000) / clockRateOf(kind),
    }));
}

async function readIndex({ index }: ArchiveFolder): Promise<Map<string, IndexedSegment>> {
  const segments = new Map<string, IndexedSegment>();
  // Written by this program, line by line.
  for (const line of (await readLines(index)) as IndexLine[])
    if (line.type === 'segment') segments.set(line.path, line);
  return segments;
}
