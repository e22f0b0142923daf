import type { ArchiveRecord } from './archive-record.ts';
import type { ReplayView } from './replay-view.ts';
import { sameTracks } from './sameness.ts';
import { sceneAt, sceneKey, tracksOf } from './scene.ts';
import type { Timeline } from './timeline.ts';

/** Tracks that begin within this are loaded already, so that a stage call in the replay is as quick as it was. */
const lookAheadMs = 4_000;

/** What is seen at a position, and what comes next. `view`: of the look before; what has not changed is the same object in both. */
export function lookAtScene(
  { timeline, record }: { timeline: Timeline; record: ArchiveRecord },
  positionMs: number,
  view: ReplayView | undefined,
): Pick<ReplayView, 'scene' | 'attached' | 'lesson' | 'lessonTime'> {
  const lesson = record.fold.stateAt(positionMs);
  const layout = view?.layout ?? 'class';
  const scene = sceneAt(timeline, lesson, positionMs, layout);
  const aheadMs = positionMs + lookAheadMs;
  const ahead = sceneAt(timeline, record.foldAhead.stateAt(aheadMs), aheadMs, layout);
  const attached = [...new Set([...tracksOf(scene), ...tracksOf(ahead)])];
  // The same objects while nothing changes, so that pages draw only what is new.
  return {
    lesson,
    lessonTime: record.startedAt + positionMs,
    scene: view && sceneKey(scene) === sceneKey(view.scene) ? view.scene : scene,
    attached: view && sameTracks(attached, view.attached) ? view.attached : attached,
  };
}
