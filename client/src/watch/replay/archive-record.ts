import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import { ReplayStrokes } from '../../core/ink/replay-strokes.ts';
import { LessonFold } from './lesson-fold.ts';

/** What a replay reads from an archive's public events. */
export class ArchiveRecord {
  readonly entries: readonly LessonEntry[];
  readonly startedAt: number;
  readonly fold: LessonFold;
  /** For what comes next, so that looking there does not throw away what the other holds. */
  readonly foldAhead: LessonFold;
  /** When each stroke was drawn. */
  readonly strokes: ReplayStrokes;
  /** Tracks that were unpublished. */
  readonly over: ReadonlySet<string>;
  /** Of the last entry, on the timeline. */
  readonly lastMs: number;

  /** `startedAt`: lesson clock of the timeline's zero, milliseconds since the epoch. */
  constructor(entries: readonly LessonEntry[], startedAt: number) {
    this.entries = entries;
    this.startedAt = startedAt;
    this.fold = new LessonFold(entries, startedAt);
    this.foldAhead = new LessonFold(entries, startedAt);
    this.strokes = new ReplayStrokes(entries, startedAt);
    this.over = new Set(entries.flatMap(({ event }) => (event.type === 'trackUnpublished' ? [event.trackId] : [])));
    this.lastMs = (entries.at(-1)?.at ?? startedAt) - startedAt;
  }
}
