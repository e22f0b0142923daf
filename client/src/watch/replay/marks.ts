import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import type { Span } from './span.ts';

/** A moment worth finding again. */
export interface Mark {
  key: string;
  atMs: number;
  kind: 'opened' | 'stageCalled' | 'stageLeft' | 'screenStarted' | 'screenStopped' | 'said' | 'starGiven' | 'ended';
  /** What was said to all; empty for all other marks. */
  text: string;
  /** Of the classroom or person; empty for the lesson's own marks. */
  name: string;
  schoolName: string;
}

/** A classroom's time on stage. */
export interface StageSpan extends Span {
  participantId: string;
  name: string;
  schoolName: string;
}

/** Whether a mark is one of the lesson's turns, which stand on its timeline; the others only stand in the list. */
export const isTurn = ({ kind }: Mark): boolean => kind !== 'said' && kind !== 'starGiven';

/** The marks of a lesson, in order. What was taken away again is in none. Pure. */
export function findMarks(entries: readonly LessonEntry[], startedAt: number): Mark[] {
  const onStage = new Map<string, { name: string; schoolName: string }>();
  const screens = new Set<string>();
  const marks: Mark[] = [];
  const hidden = new Set(
    entries.flatMap(({ event }) => (event.type === 'publicMessageHidden' ? [event.messageId] : [])),
  );
  for (const { sequence, at, event } of entries) {
    const mark = (kind: Mark['kind'], who?: { name: string; schoolName: string }, text = '') => {
      const atMs = Math.max(0, at - startedAt);
      marks.push({ key: `${sequence}`, atMs, kind, name: who?.name ?? '', schoolName: who?.schoolName ?? '', text });
    };
    switch (event.type) {
      case 'lessonOpened':
        mark('opened');
        break;
      case 'stageCalled':
        onStage.set(event.entry.participantId, event.entry);
        mark('stageCalled', event.entry);
        break;
      case 'stageLeft':
        mark('stageLeft', onStage.get(event.participantId));
        onStage.delete(event.participantId);
        break;
      case 'trackPublished':
        if (event.track.role !== 'teacher' || event.track.source !== 'screen') break;
        screens.add(event.track.trackId);
        mark('screenStarted');
        break;
      case 'trackUnpublished':
        if (screens.delete(event.trackId)) mark('screenStopped');
        break;
      case 'messagePublished':
        if (!hidden.has(event.message.messageId)) mark('said', event.message, event.message.text);
        break;
      case 'starGiven':
        mark('starGiven', event);
        break;
      case 'lessonEnded':
        mark('ended');
        break;
    }
  }
  return marks;
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
