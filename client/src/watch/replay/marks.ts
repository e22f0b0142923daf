import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import { MarkFinder } from './mark-finder.ts';
import type { Span } from './span.ts';

/** What can be found again in a lesson. */
export type MarkKind =
  | 'opened'
  | 'stageCalled'
  | 'stageLeft'
  | 'screenStarted'
  | 'screenStopped'
  | 'pageShown'
  | 'boardShown'
  | 'questionAsked'
  | 'buzzerAsked'
  | 'resultsShown'
  | 'inquiryShown'
  | 'filmShown'
  | 'groupsSplit'
  | 'groupsCalledBack'
  | 'said'
  | 'starGiven'
  | 'ended';

/** A moment worth finding again. */
export interface Mark {
  key: string;
  atMs: number;
  kind: MarkKind;
  /** What was said, asked or shown; empty for marks that have no words. */
  text: string;
  /** Of the classroom or person; empty for the lesson's own marks. */
  name: string;
  schoolName: string;
  /** Of a deck, from 1; null for all other marks. */
  page: number | null;
  /** What stands on a page; a search looks into it too. */
  pageText: string;
}

/** A classroom's time on stage. */
export interface StageSpan extends Span {
  participantId: string;
  name: string;
  schoolName: string;
}

const asides: ReadonlySet<MarkKind> = new Set(['said', 'starGiven']);

/** Whether a mark is one of the lesson's turns, its chapters, which stand on its timeline; the others only stand in the list. */
export const isTurn = ({ kind }: Mark): boolean => !asides.has(kind);

/** The marks of a lesson, in order. What was taken away again is in none. Pure. */
export function findMarks(entries: readonly LessonEntry[], startedAt: number): Mark[] {
  const finder = new MarkFinder(entries);
  return entries.flatMap(({ sequence, at, event }) => {
    const found = finder.find(event);
    if (!found) return [];
    const mark = { text: '', name: '', schoolName: '', page: null, pageText: '', ...found };
    return [{ ...mark, key: `${sequence}`, atMs: Math.max(0, at - startedAt) }];
  });
}

/** Who was on stage and when. Whoever is still there at the end leaves with the lesson. Pure. */
export function findStageSpans(entries: readonly LessonEntry[], startedAt: number, durationMs: number): StageSpan[] {
  const open = new Map<string, StageSpan>();
  const spans: StageSpan[] = [];
  const close = (span: StageSpan, toMs: number) => {
    open.delete(span.participantId);
    spans.push({ ...span, toMs });
  };
  for (const { at, event } of entries) {
    const atMs = Math.min(Math.max(0, at - startedAt), durationMs);
    if (event.type === 'stageCalled') {
      const { participantId, name, schoolName } = event.entry;
      if (!open.has(participantId)) {
        open.set(participantId, { participantId, name, schoolName, fromMs: atMs, toMs: durationMs });
      }
    } else if (event.type === 'stageLeft') {
      const span = open.get(event.participantId);
      if (span) close(span, atMs);
    } else if (event.type === 'lessonEnded') {
      for (const span of [...open.values()]) close(span, atMs);
    }
  }
  for (const span of [...open.values()]) close(span, durationMs);
  return spans.sort((a, b) => a.fromMs - b.fromMs);
}
