import type { ReplayTrack, Span } from '@tongke/client/replay';
import type { ArchiveGap, ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { filmHeight } from './picture-size.ts';

/** Segments that one decoder takes one after the other. */
export interface MediaRun extends Span {
  kind: 'media';
  layer: ArchiveLayer;
  segments: ArchiveSegment[];
}

/** Nothing is there in any layer. */
export interface MediaHole extends Span {
  kind: 'hole';
  cause: ArchiveGap['cause'] | null;
}

/** Segments so close together are no hole. */
const seamMs = 60;

/**
 * What comes next of a track: media of the best layer that has any, or a hole. Pure.
 * @param within `fromMs` is where it goes on; what is returned begins there and ends at `toMs` at the latest
 * @param spoilt paths of segments that cannot be used
 */
export function nextRun(track: ReplayTrack, within: Span, spoilt: ReadonlySet<string>): MediaRun | MediaHole {
  const { fromMs, toMs } = within;
  const found = bestAt(track.layers, fromMs, spoilt);
  if (found === null) {
    const next = Math.min(toMs, nextMediaMs(track.layers, fromMs, spoilt));
    return { kind: 'hole', fromMs, toMs: next, cause: causeAt(track.layers, fromMs) };
  }
  const { layer, index } = found;
  const segments: ArchiveSegment[] = [];
  let endMs = fromMs;
  for (let at = index; at < layer.segments.length && endMs < toMs; at += 1) {
    const segment = layer.segments[at];
    const before = segments.at(-1);
    if (!segment || spoilt.has(segment.path)) break;
    if (before) {
      // A WebM segment is a whole file, and another initialisation is another decoder's.
      const goesOn = segment.initPath === before.initPath && layer.container === 'cmaf';
      if (!goesOn || segment.startMs - endOf(before) > seamMs) break;
      if (bestAt(track.layers, segment.startMs + 0.001, spoilt)?.layer !== layer) break;
    }
    segments.push(segment);
    endMs = endOf(segment);
  }
  return { kind: 'media', layer, segments, fromMs, toMs: Math.min(toMs, endMs) };
}

export const endOf = ({ startMs, durationMs }: ArchiveSegment): number => startMs + durationMs;

/** Layers by how well they fill a film: the smallest that is large enough, then smaller ones, then larger ones. */
function ranked(layers: readonly ArchiveLayer[]): ArchiveLayer[] {
  const sorted = [...layers].sort((a, b) => a.layer - b.layer);
  const enough = sorted.findIndex(({ height }) => (height ?? 0) >= filmHeight);
  return enough < 0 ? sorted.reverse() : [...sorted.slice(0, enough + 1).reverse(), ...sorted.slice(enough + 1)];
}

function bestAt(layers: readonly ArchiveLayer[], atMs: number, spoilt: ReadonlySet<string>) {
  for (const layer of ranked(layers)) {
    const index = lastStarted(layer.segments, atMs);
    const segment = layer.segments[index];
    if (segment && endOf(segment) > atMs && !spoilt.has(segment.path)) return { layer, index };
  }
  return null;
}

function nextMediaMs(layers: readonly ArchiveLayer[], atMs: number, spoilt: ReadonlySet<string>): number {
  const starts = layers.flatMap(({ segments }) => {
    let index = lastStarted(segments, atMs) + 1;
    while (spoilt.has(segments[index]?.path ?? '')) index += 1;
    const next = segments[index];
    return next ? [next.startMs] : [];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...starts);
}

function causeAt(layers: readonly ArchiveLayer[], atMs: number): ArchiveGap['cause'] | null {
  const gaps = layers.flatMap((layer) => layer.gaps);
  return gaps.find((gap) => gap.fromMs <= atMs + seamMs && gap.toMs > atMs)?.cause ?? null;
}

/** The last segment that begins at or before a moment; -1 for none. */
function lastStarted(segments: readonly ArchiveSegment[], atMs: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.startMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
