import { type InkPoint, inkKey, inkOf, type PageRef, type StrokeId } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef, useState } from 'react';
import { newStrokeId } from '../core/ink/ink-desk.ts';
import { mayDraw } from '../core/ink/may-draw.ts';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import { DrawingHand, reachOf, textPoint } from './drawing-hand.ts';
import { InkCanvas, type InkCanvasHandle } from './ink-canvas.tsx';
import { chooseInk, inkChoice } from './ink-choice.ts';
import styles from './ink-layer.module.css';
import { TextEntry } from './text-entry.tsx';
import { useInkLine } from './use-ink-line.ts';
import { usePen } from './use-pen.ts';
import { useUndoKeys } from './use-undo-keys.ts';

const nothingHidden: ReadonlySet<StrokeId> = new Set();

/**
 * What is drawn on a page, over the page's own box, and the surface to draw on for whoever may and has chosen a tool.
 * `aspect`: width over height of the page. `isOnlySeen`: shows, and takes no pen.
 */
export function InkLayer({
  page,
  aspect,
  isOnlySeen = false,
}: {
  page: PageRef;
  aspect: number;
  isOnlySeen?: boolean;
}) {
  const lesson = useLesson();
  const { kept } = useSeat();
  const choice = useWatched(inkChoice);
  const key = inkKey(page);
  const { strokes } = inkOf(lesson.ink, page);
  const handle = useRef<InkCanvasHandle>({ painter: null, wake: () => {} });
  const { desk, live } = useInkLine(handle);
  const [hidden, setHidden] = useState(nothingHidden);
  const [textAt, setTextAt] = useState<InkPoint | null>(null);
  const [hand] = useState(() => new DrawingHand(desk, (ids) => setHidden((before) => new Set([...before, ...ids]))));
  const isOffered = !isOnlySeen && mayDraw(lesson, kept.participantId, kept.role);
  const draws = isOffered && choice.handle !== 'none';
  useUndoKeys(desk, isOffered ? page : null);

  // What the lesson has taken away, or has kept after all, needs no hiding.
  useEffect(() => {
    if (hidden.size === 0) return undefined;
    const timer = setTimeout(() => setHidden(nothingHidden), 1_500);
    return () => clearTimeout(timer);
  }, [hidden]);
  // Another page: nothing that was begun belongs to it.
  useEffect(() => {
    if (key) setTextAt(null);
    return () => hand.cancel();
  }, [key, hand]);

  const pen = usePen({
    onDown: (sample) => {
      if (choice.handle === 'text') setTextAt(textPoint(sample));
      const isTaken = hand.down(page, choice, sample);
      handle.current.wake();
      return isTaken;
    },
    onMove: (samples) => {
      hand.move(page, samples);
      const own = kept.role === 'classroom' ? (lesson.ink.pens[kept.participantId] ?? -1) : null;
      if (handle.current.painter) hand.erase(handle.current.painter, samples, aspect, own, reachOf(choice));
      handle.current.wake();
    },
    onUp: () => {
      hand.up();
      handle.current.wake();
    },
    onCancel: () => hand.cancel(),
    onHover: (sample) => {
      if (choice.handle !== 'laser') return;
      hand.hover(page, sample);
      handle.current.wake();
    },
  });

  const scene = (now: number) => {
    const { painter } = handle.current;
    const previews = live.previews(key);
    for (const { id } of [...previews, ...desk.own]) {
      if (!painter?.has(id)) continue;
      live.drop(id);
      desk.settle(id);
    }
    const own = desk.own.filter((stroke) => stroke.pageKey === key);
    const drawing = hand.drawing;
    const isDrawing = hand.step();
    const goesOn = live.step(now) || isDrawing || hand.trail.length > 0;
    return {
      drawings: [...live.previews(key), ...own, ...(drawing ? [{ drawing }] : [])],
      pointers: [...live.pointers(key), ...(hand.trail.length > 0 ? [{ pageKey: key, trail: [...hand.trail] }] : [])],
      now,
      goesOn,
    };
  };

  return (
    <div className={styles.layer} data-testid="ink-layer" data-page={key} data-draws={draws}>
      <InkCanvas strokes={strokes} hidden={hidden} aspect={aspect} live={scene} handle={handle} />
      {draws && <div className={styles.surface} data-handle={choice.handle} data-testid="ink-surface" {...pen} />}
      {draws && textAt && (
        <TextEntry
          key={`${textAt.x}/${textAt.y}`}
          at={textAt}
          aspect={aspect}
          colour={choice.colour}
          width={choice.width}
          onDone={(text) => {
            setTextAt(null);
            if (text === null) return;
            const { colour, width } = choice;
            const drawing = { tool: 'text' as const, colour, width, durationMs: 0, points: [textAt] };
            desk.finish(page, key, newStrokeId(), drawing, text);
            chooseInk({ handle: 'text' });
          }}
        />
      )}
    </div>
  );
}
