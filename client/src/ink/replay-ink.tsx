import { inkKey, inkOf, type LessonState, type PageRef } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef } from 'react';
import type { ReplayStrokes } from '../core/ink/replay-strokes.ts';
import { InkCanvas, type InkCanvasHandle } from './ink-canvas.tsx';
import styles from './ink-layer.module.css';

/** A replay is this much ahead of its page's state at most, in milliseconds. */
const lookMs = 250;

/**
 * What was drawn on a page, at the moment where a replay is: finished strokes of `lesson`, and those that grow, at the
 * exact position. `aspect`: width over height of the page.
 */
export function ReplayInk(props: {
  page: PageRef;
  aspect: number;
  lesson: LessonState;
  strokes: ReplayStrokes;
  /** Position on the timeline now, milliseconds. */
  position: () => number;
}) {
  const { page, aspect, lesson, strokes, position } = props;
  const key = inkKey(page);
  const handle = useRef<InkCanvasHandle>({ painter: null, wake: () => {} });
  useEffect(() => {
    const timer = setInterval(() => {
      const at = position();
      if (strokes.isDrawing(at - lookMs, at + lookMs)) handle.current.wake();
    }, 100);
    return () => clearInterval(timer);
  }, [strokes, position]);
  const live = (now: number) => {
    const at = position();
    const growing = strokes.growing(key, at).filter(({ id }) => !handle.current.painter?.has(id));
    return { drawings: growing, pointers: [], now, goesOn: growing.length > 0 };
  };
  return (
    <div className={styles.layer} data-testid="replay-ink" data-page={key}>
      <InkCanvas strokes={inkOf(lesson.ink, page).strokes} aspect={aspect} live={live} handle={handle} />
    </div>
  );
}
