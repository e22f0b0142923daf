import {
  type Drawing,
  type InkPoint,
  inkUnits,
  type LessonCommandName,
  type PageRef,
  packInk,
  type StrokeId,
} from '@tongke/signaling/protocol/lesson';
import type { LessonLink } from '../link/lesson-link.ts';

/** What the desk needs of the link. */
export type InkLine = Pick<LessonLink, 'command' | 'say'>;

/** A drawing of this page that the lesson does not have yet. */
export interface OwnStroke {
  id: StrokeId;
  pageKey: string;
  drawing: Drawing;
  text: string | undefined;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** An id for a new stroke. */
export function newStrokeId(): StrokeId {
  const random = crypto.getRandomValues(new Uint8Array(7));
  return `s${Array.from(random, (byte) => letters[byte & 63] ?? 'A').join('')}` as StrokeId;
}

/** Others hear of a stroke that often while it is drawn. */
const sayEveryMs = 40;
/** A pen or pointer that rests is said again that often. */
const restMs = 1_000;

/** Sends what is drawn on this page: pieces of a stroke while it grows, then the whole. */
export class InkDesk {
  readonly #line: InkLine;
  readonly #now: () => number;
  readonly #own = new Map<StrokeId, OwnStroke>();
  readonly #refused: (error: unknown) => void;
  readonly #changed: () => void;
  #saidAt = 0;
  #pointedAt = 0;

  /** `refused` is told of each command that was refused, `changed` whenever {@link own} is another. */
  constructor(options: {
    line: InkLine;
    refused: (error: unknown) => void;
    changed: () => void;
    now?: () => number;
  }) {
    this.#line = options.line;
    this.#refused = options.refused;
    this.#changed = options.changed;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Finished here and under way to the lesson. */
  get own(): readonly OwnStroke[] {
    return [...this.#own.values()];
  }

  /**
   * Tells others how a stroke grows: from point `said` on, or from the first for a shape. Answers how many points are
   * told now; the same as before when it is too early.
   */
  preview(page: PageRef, id: StrokeId, drawing: Drawing, said: number): number {
    const now = this.#now();
    const isShape = drawing.tool !== 'pen' && drawing.tool !== 'marker';
    const { length } = drawing.points;
    const due = now - this.#saidAt >= (length > said || isShape ? sayEveryMs : restMs);
    if (!due || length === 0) return said;
    this.#saidAt = now;
    const first = isShape ? 0 : Math.min(said, length - 1);
    // A longer piece would be refused; its beginning is less wanted than that it comes.
    const points = drawing.points.slice(Math.max(first, length - 500));
    this.#line.say('ink:preview', { ...page, id, first: length - points.length, ink: packInk({ ...drawing, points }) });
    return length;
  }

  /** Tells others where the pointer is; null when it is gone. */
  point(page: PageRef, at: InkPoint | null): void {
    const now = this.#now();
    if (at && now - this.#pointedAt < sayEveryMs) return;
    this.#pointedAt = at ? now : 0;
    const held = at && { x: Math.min(at.x, inkUnits - 1), y: Math.min(at.y, inkUnits - 1) };
    this.#line.say('ink:point', { ...page, at: held });
  }

  /** Keeps a finished drawing in the lesson. It is among {@link own} until {@link settle}, or until it is refused. */
  finish(page: PageRef, pageKey: string, id: StrokeId, drawing: Drawing, text?: string): void {
    this.#own.set(id, { id, pageKey, drawing, text });
    this.#changed();
    const ink = packInk(drawing);
    this.#line.command('ink:draw', { ...page, id, ink, ...(text === undefined ? {} : { text }) }).catch((error) => {
      this.settle(id);
      this.#refused(error);
    });
  }

  /** The stroke is seen as part of the lesson, or will never be. */
  settle(id: StrokeId): void {
    if (this.#own.delete(id)) this.#changed();
  }

  erase(page: PageRef, ids: StrokeId[]): Promise<unknown> {
    return this.#line.command('ink:erase', { ...page, ids }).catch(this.#refused);
  }

  /** Undoes, does again or clears. */
  give(name: Extract<LessonCommandName, 'ink:undo' | 'ink:redo' | 'ink:clear'>, page: PageRef): void {
    this.#line.command(name, page).catch(this.#refused);
  }
}
