import type { ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import { segmentMs } from './segment.ts';

/** Layers of one picture are cut at the same key frames, and written one after the other. */
const togetherMs = 500;
const noiseMs = 100;

/**
 * Finds layers that are asleep while another layer of their picture goes on, so that their playlists can say so while players still have
 * time to go on with the other. Owned by the archive.
 */
export class SleepingLayers {
  readonly #tracks: () => readonly ArchiveTrack[];
  readonly #onAsleep: (trackId: string, layer: number, untilMs: number) => void;
  readonly #timers = new Set<NodeJS.Timeout>();

  /** `onAsleep`: nothing of the layer is there up to `untilMs` on the media timeline. */
  constructor(
    tracks: () => readonly ArchiveTrack[],
    onAsleep: (trackId: string, layer: number, untilMs: number) => void,
  ) {
    this.#tracks = tracks;
    this.#onAsleep = onAsleep;
  }

  /** A layer of the track has a new segment, which ends at `endMs`. */
  wrote(trackId: string, endMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const layers = this.#tracks().find((track) => track.trackId === trackId)?.layers ?? [];
      for (const layer of layers) {
        if (layer.endMs <= endMs - segmentMs + noiseMs) this.#onAsleep(trackId, layer.layer, endMs);
      }
    }, togetherMs);
    this.#timers.add(timer);
  }

  /** Idempotent. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
