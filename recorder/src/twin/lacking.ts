import type { ArchiveLayer, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { without } from '../heal/placed-frame.ts';

/** A stretch of a layer that one archive of a lesson has and another one lacks. */
export interface Lacking {
  trackId: string;
  layer: number;
  fromMs: number;
  toMs: number;
}

type Span = Pick<Lacking, 'fromMs' | 'toMs'>;

/** Two recorders reckon a sender's clock each for itself, and give the last picture of a stretch a length. */
const noiseMs = 60;
/** Two recorders do not begin and end at the same moment. */
const atEndsMs = 500;

/** What of a twin is not in an archive. By what both manifests say. Pure. */
export function lackingOf(archive: ArchiveManifest, twin: ArchiveManifest): Lacking[] {
  const lacking: Lacking[] = [];
  for (const { trackId, kind, layers } of twin.tracks) {
    const own = archive.tracks.find((track) => track.trackId === trackId);
    for (const has of layers) {
      const here = own?.layers.find(({ layer }) => layer === has.layer);
      for (const span of missingOf(here)) {
        for (const { fromMs, toMs } of presentIn(has, span, kind))
          if (toMs - fromMs > span.leastMs) lacking.push({ trackId, layer: has.layer, fromMs, toMs });
      }
    }
  }
  return lacking;
}

/** Where a layer holds nothing. What was erased on purpose is not missing. */
function missingOf(layer: ArchiveLayer | undefined): (Span & { leastMs: number })[] {
  const [begin, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (layer === undefined || layer.segments.length === 0) return [{ fromMs: begin, toMs: end, leastMs: noiseMs }];
  const gaps = layer.gaps.filter(({ cause }) => cause !== 'erased');
  return [
    { fromMs: begin, toMs: layer.startMs, leastMs: atEndsMs },
    ...gaps.map(({ fromMs, toMs }) => ({ fromMs, toMs, leastMs: toMs > layer.endMs - 1 ? atEndsMs : noiseMs })),
    { fromMs: layer.endMs, toMs: end, leastMs: atEndsMs },
  ];
}

/** What of a span a layer holds. Pictures behind a loss lead nowhere until their segment ends: they need those that are lost. */
function presentIn({ segments, gaps }: ArchiveLayer, { fromMs, toMs }: Span, kind: 'audio' | 'video'): Span[] {
  const missing = gaps.map((gap) => ({ fromMs: gap.fromMs, toMs: gap.toMs })).sort((a, b) => a.fromMs - b.fromMs);
  const present: Span[] = [];
  for (const { startMs, durationMs } of segments) {
    const endMs = startMs + durationMs;
    const lostMs = missing.find((gap) => gap.fromMs < endMs - 1 && gap.toMs > startMs + 1)?.fromMs ?? endMs;
    const span = { fromMs: Math.max(fromMs, startMs), toMs: Math.min(toMs, kind === 'video' ? lostMs : endMs) };
    const within = missing.filter((gap) => gap.fromMs < span.toMs && gap.toMs > span.fromMs);
    for (const part of span.toMs > span.fromMs ? without(span, within) : []) {
      const last = present.at(-1);
      if (last && part.fromMs - last.toMs < 1) last.toMs = part.toMs;
      else present.push(part);
    }
  }
  return present;
}
