import type { ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';

/** A segment of one of a track's layers. */
export interface LayerSegment {
  layer: ArchiveLayer;
  segment: ArchiveSegment;
}

/** Media type of a layer, as `MediaSource.isTypeSupported` wants it. */
export const mediaTypeOf = (kind: 'audio' | 'video', layer: ArchiveLayer): string =>
  `${kind}/${layer.container === 'cmaf' ? 'mp4' : 'webm'}; codecs="${layer.codec}"`;

/** Mean rate of a layer in bits per second. */
export function bitrateOf(layer: ArchiveLayer): number {
  const lengthBytes = layer.segments.reduce((sum, segment) => sum + segment.lengthBytes, 0);
  const durationMs = layer.segments.reduce((sum, segment) => sum + segment.durationMs, 0);
  return durationMs === 0 ? 0 : (lengthBytes * 8_000) / durationMs;
}

/**
 * The layer to be preferred: the smallest that fills the place on the screen, or else the largest, as long as the line
 * carries it. `lineBps` null: not known yet.
 */
export function preferLayer(
  layers: readonly ArchiveLayer[],
  place: { heightPx: number; lineBps: number | null },
): ArchiveLayer | null {
  const { heightPx, lineBps } = place;
  // A tenth of the line is kept free for sound and the log.
  const carried = layers.filter((layer) => lineBps === null || bitrateOf(layer) <= lineBps * 0.9);
  const choices = carried.length > 0 ? carried : layers.slice(0, 1);
  return choices.find((layer) => (layer.height ?? 0) >= heightPx) ?? choices.at(-1) ?? null;
}

/**
 * The segment to load for a moment: the preferred layer's, or, where that layer has nothing, the nearest layer's that
 * has. Null in a gap of all layers. Only layers of the preferred one's container come into question.
 */
export function segmentAt(layers: readonly ArchiveLayer[], preferred: ArchiveLayer, atMs: number): LayerSegment | null {
  const ranked = layers
    .filter((layer) => layer.container === preferred.container)
    .sort((a, b) => Math.abs(a.layer - preferred.layer) - Math.abs(b.layer - preferred.layer));
  for (const layer of ranked) {
    const segment = findSegment(layer.segments, atMs);
    if (segment) return { layer, segment };
  }
  return null;
}

/** Start of the first media after a moment, in any layer; null when nothing follows. */
export function nextMediaMs(layers: readonly ArchiveLayer[], atMs: number): number | null {
  const starts = layers.flatMap((layer) => layer.segments.find(({ startMs }) => startMs > atMs)?.startMs ?? []);
  return starts.length === 0 ? null : Math.min(...starts);
}

function findSegment(segments: readonly ArchiveSegment[], atMs: number): ArchiveSegment | null {
  let low = 0;
  let high = segments.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (!segment) return null;
    if (atMs < segment.startMs) high = middle - 1;
    else if (atMs >= segment.startMs + segment.durationMs) low = middle + 1;
    else return segment;
  }
  return null;
}
