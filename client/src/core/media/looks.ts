import type { CommandInput, TrackId } from '@tongke/signaling/protocol/lesson';

type Looked = CommandInput<'view:look'>['tracks'];

/** The highest layer that a picture of this width on the screen can use, in device pixels. */
export function layerForWidth(widthPixels: number): number {
  if (widthPixels > 640) return 2;
  return widthPixels > 320 ? 1 : 0;
}

/**
 * What this screen shows now. Each picture on it is looked at with its width; the same track in two places counts with
 * the larger. A change is told at once, so that a new picture starts at its own layer; those that follow are told together.
 */
export class Looks {
  readonly #tell: (tracks: Looked) => void;
  readonly #delayMs: number;
  readonly #pictures = new Map<object, { trackId: TrackId; layer: number }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = '';
  #toldAt = 0;

  /** `delayMs`: the least time between two tellings. */
  constructor(tell: (tracks: Looked) => void, delayMs = 100) {
    this.#tell = tell;
    this.#delayMs = delayMs;
  }

  /** A picture is on the screen, `widthPixels` wide in device pixels. `picture` is any object that stands for it. */
  see(picture: object, trackId: TrackId, widthPixels: number): void {
    this.#pictures.set(picture, { trackId, layer: layerForWidth(widthPixels) });
    this.#soon();
  }

  /** A picture is gone from the screen. */
  forget(picture: object): void {
    if (this.#pictures.delete(picture)) this.#soon();
  }

  /** What is looked at now, whole. */
  get tracks(): Looked {
    const layers = new Map<TrackId, number>();
    for (const { trackId, layer } of this.#pictures.values()) {
      layers.set(trackId, Math.max(layer, layers.get(trackId) ?? 0));
    }
    return [...layers].map(([trackId, maxSpatialLayer]) => ({ trackId, maxSpatialLayer }));
  }

  /** Tells again what is looked at: after media was opened anew. */
  repeat(): void {
    this.#told = '';
    this.#soon();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#pictures.clear();
  }

  #soon(): void {
    const waitMs = Math.max(0, this.#toldAt + this.#delayMs - Date.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { tracks } = this;
      const words = JSON.stringify(tracks);
      if (words === this.#told) return;
      this.#told = words;
      this.#toldAt = Date.now();
      this.#tell(tracks);
    }, waitMs);
  }
}
