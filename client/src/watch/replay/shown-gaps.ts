import type { StageSpan } from './marks.ts';
import { intersectSpans, mergeSpans, type Span } from './span.ts';
import type { Timeline } from './timeline.ts';

/** What is missing of the lesson as the rooms saw it: everywhere (`all`), or one participant's picture or sound. */
export interface ShownGap extends Span {
  key: string;
  what: 'all' | 'picture' | 'sound';
  name: string;
}

/**
 * The gaps that a timeline shows: times without a recorder, and what is lost of the teacher, and of classrooms while
 * they were on stage. A source that was off is no gap. Pure.
 */
export function findShownGaps(timeline: Timeline, stageSpans: readonly StageSpan[]): ShownGap[] {
  const all = mergeSpans(timeline.interruptions);
  const ofTracks = timeline.tracks.flatMap((track) => {
    const whole = { fromMs: track.fromMs, toMs: track.toMs };
    const seen =
      track.role === 'teacher'
        ? [whole]
        : mergeSpans(stageSpans.filter(({ participantId }) => participantId === track.participantId));
    const lost = track.gaps.filter(({ silent }) => !silent);
    return intersectSpans(lost, seen)
      .filter((gap) => !all.some((span) => span.fromMs <= gap.fromMs && span.toMs >= gap.toMs))
      .map((gap): ShownGap => {
        const what = track.kind === 'video' ? 'picture' : 'sound';
        return { ...gap, what, name: track.name, key: `${track.trackId}-${gap.fromMs}` };
      });
  });
  return [...all.map((gap): ShownGap => ({ ...gap, what: 'all', name: '', key: `all-${gap.fromMs}` })), ...ofTracks];
}
