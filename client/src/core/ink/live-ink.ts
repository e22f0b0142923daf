import {
  type Drawing,
  type InkPoint,
  inkKey,
  limits,
  type StrokeId,
  unpackInk,
  type VolatileMessage,
} from '@tongke/signaling/protocol/lesson';

/** A stroke that somebody else is drawing now. */
export interface Preview {
  id: StrokeId;
  pageKey: string;
  drawing: Drawing;
  /** How many points are to be shown: it follows what has come, so that the line grows evenly. */
  shown: number;
  heardAt: number;
}

/** Where somebody points now, with the way there. */
export interface Pointer {
  pageKey: string;
  trail: { x: number; y: number; at: number }[];
}

/** A stroke of which nothing more is heard for this long will not be finished: a pen that rests says so every second. */
const previewKeptMs = 4_000;
const previewsKept = 64;
/** A pointer's way stays so long. */
export const trailMs = 700;
/** A pointer that rests is said again every second. */
const pointerKeptMs = 2_500;
/** What has come is shown over so long. */
const evenMs = 60;

/** What others draw and point at just now, as this page hears it. All times are milliseconds of one clock. */
export class LiveInk {
  readonly #previews = new Map<StrokeId, Preview>();
  readonly #pointers = new Map<string, Pointer>();
  #steppedAt = 0;

  hear(message: VolatileMessage, now: number): void {
    switch (message.name) {
      case 'ink:preview': {
        const drawing = unpackInk(message.input.ink);
        if (drawing) this.#draw(inkKey(message.input), message.input.id, message.input.first, drawing, now);
        return;
      }
      case 'ink:point': {
        const { at } = message.input;
        if (!at) {
          this.#pointers.delete(message.from);
          return;
        }
        const pageKey = inkKey(message.input);
        const pointer = this.#pointers.get(message.from);
        const trail = pointer?.pageKey === pageKey ? pointer.trail : [];
        const recent = trail.filter((point) => now - point.at < trailMs);
        this.#pointers.set(message.from, { pageKey, trail: [...recent, { ...at, at: now }] });
      }
    }
  }

  /** The stroke is in the lesson, or was given up. */
  drop(id: StrokeId): void {
    this.#previews.delete(id);
  }

  /** Lets strokes grow and old things go. True while anything on the page is still to be shown. */
  step(now: number): boolean {
    const sinceMs = Math.min(100, now - this.#steppedAt);
    this.#steppedAt = now;
    for (const preview of this.#previews.values()) {
      if (now - preview.heardAt > previewKeptMs) this.#previews.delete(preview.id);
      const behind = preview.drawing.points.length - preview.shown;
      preview.shown += Math.min(behind, Math.max(1, Math.ceil((behind * sinceMs) / evenMs)));
    }
    for (const [from, { trail }] of this.#pointers) {
      if (now - (trail.at(-1)?.at ?? 0) > pointerKeptMs) this.#pointers.delete(from);
    }
    return this.#previews.size > 0 || this.#pointers.size > 0;
  }

  /** The strokes that grow on a page, as far as they are to be shown. */
  previews(pageKey: string): { id: StrokeId; drawing: Drawing }[] {
    return [...this.#previews.values()]
      .filter((preview) => preview.pageKey === pageKey)
      .map(({ id, drawing, shown }) => ({ id, drawing: { ...drawing, points: drawing.points.slice(0, shown) } }));
  }

  pointers(pageKey: string): Pointer[] {
    return [...this.#pointers.values()].filter((pointer) => pointer.pageKey === pageKey);
  }

  #draw(pageKey: string, id: StrokeId, first: number, drawing: Drawing, now: number): void {
    const known = this.#previews.get(id);
    const before: readonly InkPoint[] = known?.pageKey === pageKey ? known.drawing.points.slice(0, first) : [];
    const points = [...before, ...drawing.points].slice(0, limits.inkPoints);
    const shown = Math.min(known?.shown ?? 1, points.length);
    this.#previews.delete(id);
    this.#previews.set(id, { id, pageKey, drawing: { ...drawing, points }, shown, heardAt: now });
    const [oldest] = this.#previews.keys();
    if (oldest !== undefined && this.#previews.size > previewsKept) this.#previews.delete(oldest);
  }
}
