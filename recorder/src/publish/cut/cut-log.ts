import type { LessonEntry, LessonEvent, LessonId } from '@tongke/signaling/protocol/lesson';
import { beginningEvents } from './beginning-events.ts';

/** Of a cut: its own name, and its part of the lesson, in milliseconds since the epoch. */
export interface CutFacts {
  lessonId: string;
  title: string;
  fromAt: number;
  toAt: number;
}

/** A cut's own log: the state at its beginning, what happened in its time, and its end. Numbered anew. Pure. */
export function cutLog(entries: readonly LessonEntry[], { lessonId, title, fromAt, toAt }: CutFacts): LessonEntry[] {
  const before = beginningEvents(entries.filter(({ at }) => at < fromAt)).map(({ event }) => ({ at: fromAt, event }));
  const within = entries.filter(({ at, event }) => at >= fromAt && at < toAt && !isOfWhole(event));
  const ended: LessonEvent = { type: 'lessonEnded', reason: null };
  return [...before, ...within, { at: toAt, event: ended }].map(({ at, event }, index) => ({
    sequence: index + 1,
    at,
    event: named(event, lessonId as LessonId, title),
  }));
}

/** What belongs to the whole lesson: its end, and its archive with its secret. */
const isOfWhole = ({ type }: LessonEvent): boolean => type === 'lessonEnded' || /^archive/.test(type);

const named = (event: LessonEvent, lessonId: LessonId, title: string): LessonEvent =>
  event.type === 'lessonPlanned' ? { ...event, facts: { ...event.facts, lessonId, title } } : event;
