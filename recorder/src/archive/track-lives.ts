import type { ArchiveGap, ArchiveLayer, LessonEntry } from '@tongke/signaling/protocol/lesson';

/** Nothing for longer than this and a source is taken for one that was asleep or muted. */
const idleMs = 3_500;
const noiseMs = 5;

/** When each track was published, by the log. Owned by the log's copy. */
export class TrackLives {
  readonly #endedAt = new Map<string, number | null>();

  fold(entries: readonly LessonEntry[]): void {
    for (const { at, event } of entries) {
      if (event.type === 'trackPublished') this.#endedAt.set(event.track.trackId, null);
      if (event.type === 'trackUnpublished') this.#endedAt.set(event.trackId, at);
    }
  }

  /** Lesson clock of a track's end; null for one that lived to the end or is not known. */
  endOf(trackId: string): number | null {
    return this.#endedAt.get(trackId) ?? null;
  }
}

/**
 * The gap of a layer that was sending when its recorder went, and of which nothing came afterwards: the source ended while nobody
 * recorded, or the lesson did. Null when the layer went on, or had fallen silent before.
 */
export function absenceOf(
  { endMs, gaps }: Pick<ArchiveLayer, 'endMs' | 'gaps'>,
  interruption: { fromMs: number; toMs: number },
  trackEndMs: number,
): ArchiveGap | null {
  const lastMs = Math.max(endMs, ...gaps.map(({ toMs }) => toMs));
  const toMs = Math.min(interruption.toMs, trackEndMs);
  const wasSending = lastMs > interruption.fromMs - idleMs && lastMs < interruption.toMs;
  return wasSending && toMs - lastMs > noiseMs ? { fromMs: lastMs, toMs, cause: 'recorderAway', packets: 0 } : null;
}
