import type { Archive } from './load-archive.ts';
import { findMarks, findStageSpans } from './marks.ts';
import type { ReplayView } from './replay-view.ts';
import type { Timeline } from './timeline.ts';

/** What a view says of a whole archive, whatever the moment. Pure. */
export const archiveFacts = (
  { manifest, entries }: Archive,
  timeline: Timeline,
): Pick<ReplayView, 'timeline' | 'marks' | 'stageSpans'> => ({
  timeline,
  marks: findMarks(entries, manifest.startedAt),
  stageSpans: findStageSpans(entries, manifest.startedAt, timeline.durationMs),
});
