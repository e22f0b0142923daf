import type { StrokeId, StrokeList } from '@tongke/signaling/protocol/lesson';
import { type RefObject, useEffect, useRef } from 'react';
import { sharedBulkPainter } from './bulk-painter.ts';
import styles from './ink-layer.module.css';
import { InkPainter } from './ink-painter.ts';
import { type LiveScene, paintLive } from './live-painter.ts';

/** What a canvas is told between renderings. */
export interface InkCanvasHandle {
  painter: InkPainter | null;
  /** Something live has begun: frames are painted until nothing is left. */
  wake: () => void;
}

/** At most this many device pixels for one of the page: more is not seen, and costs. */
const mostDense = 2;

/**
 * The ink of one page, in the size of its parent: a canvas of finished strokes, and one above it for what changes with
 * every frame. `live` says what that is, and whether there will be more.
 */
export function InkCanvas(props: {
  strokes: StrokeList;
  hidden?: ReadonlySet<StrokeId>;
  aspect: number;
  live: (now: number) => LiveScene & { goesOn: boolean };
  handle: RefObject<InkCanvasHandle>;
}) {
  const { strokes, hidden, aspect, handle } = props;
  const finished = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const live = useRef(props.live);
  live.current = props.live;
  const shown = useRef({ strokes, hidden });
  shown.current = { strokes, hidden };

  useEffect(() => {
    const [lower, upper] = [finished.current, above.current];
    if (!lower || !upper) return undefined;
    let frame = 0;
    let wasEmpty = false;
    const paint = () => {
      frame = 0;
      const scene = live.current(performance.now());
      const isEmpty = scene.drawings.length === 0 && scene.pointers.length === 0;
      if (!isEmpty || !wasEmpty) paintLive(upper, scene, aspect);
      wasEmpty = isEmpty;
      if (scene.goesOn) wake();
    };
    const wake = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    const painter = new InkPainter(lower, sharedBulkPainter(), () => {
      const { painted, fine } = painter.progress;
      lower.dataset.painted = String(painted);
      lower.dataset.fine = String(fine);
      wake();
    });
    handle.current = { painter, wake };
    const fit = () => {
      const dense = Math.min(mostDense, devicePixelRatio);
      const width = Math.max(1, Math.round(lower.clientWidth * dense));
      const height = Math.max(1, Math.round(lower.clientHeight * dense));
      painter.resize(width, height, aspect);
      upper.width = width;
      upper.height = height;
      wake();
    };
    // In its size from the first: what is painted for another is void.
    fit();
    painter.show(shown.current.strokes, shown.current.hidden);
    const observer = new ResizeObserver(fit);
    observer.observe(lower);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      painter.close();
      handle.current = { painter: null, wake: () => {} };
    };
  }, [aspect, handle]);

  useEffect(() => {
    handle.current.painter?.show(strokes, hidden);
    handle.current.wake();
  }, [strokes, hidden, handle]);

  return (
    <div className={styles.canvases} aria-hidden="true">
      <canvas ref={finished} className={styles.canvas} data-testid="ink-finished" />
      <canvas ref={above} className={styles.canvas} data-testid="ink-live" />
    </div>
  );
}
