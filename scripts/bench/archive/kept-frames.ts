import { createHash } from 'node:crypto';
import type { ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { readPictureMark, readSilenceMark, type SentFrame } from '../../crowd/sent-frame.ts';
import type { Archive } from '../../demo/archive.ts';
import { segmentSamples, timescaleOf } from './segment-samples.ts';

/** A sent frame that was found in an archive. */
export interface KeptFrame {
  readonly rtpTimestamp: number;
  /** On the media timeline. */
  readonly atMs: number;
  readonly sha256: string;
}

/** All marked frames of a layer, in their order. What has no mark was filled in by the recorder. */
export async function keptFrames(archive: Archive, layer: ArchiveLayer, kind: 'audio' | 'video'): Promise<KeptFrame[]> {
  const kept: KeptFrame[] = [];
  for (const { path, initPath } of layer.segments) {
    const timescale = timescaleOf(await archive.read(initPath));
    for (const { data, ticks } of segmentSamples(await archive.read(path))) {
      const rtpTimestamp = kind === 'video' ? readPictureMark(data) : readSilenceMark(data);
      if (rtpTimestamp !== null) kept.push({ rtpTimestamp, atMs: (ticks / timescale) * 1_000, sha256: hashOf(data) });
    }
  }
  return kept;
}

/** Of a sent frame, as an archive keeps it: a picture's units each behind its length, sound as it is. */
export function sentHash({ units }: SentFrame, kind: 'audio' | 'video'): string {
  if (kind === 'audio') return hashOf(...units);
  return hashOf(
    ...units.flatMap((unit) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(unit.length);
      return [length, unit];
    }),
  );
}

function hashOf(...parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
