import { type PointerEvent, useRef } from 'react';
import type { Sample } from '../core/ink/stroke-samples.ts';

/** What a drawing hand does. */
export interface PenListener {
  /** False refuses it: nothing more of this pen is told until it is lifted. */
  onDown(sample: Sample): boolean;
  /** All places since the last time, in order. */
  onMove(samples: readonly Sample[]): void;
  onUp(): void;
  /** Somebody else has taken the pen away: what was begun is void. */
  onCancel(): void;
  /** Moves without drawing; null when it has left. */
  onHover(sample: Sample | null): void;
}

/** After a pen was used, fingers and the palm beside it draw nothing for so long, in milliseconds. */
const palmMs = 5_000;

/** Handlers for an element that is drawn on: one pointer at a time, with every place that the device has told of. */
export function usePen(listener: PenListener) {
  const drawing = useRef<{ pointerId: number } | null>(null);
  const penAt = useRef(Number.NEGATIVE_INFINITY);
  const latest = useRef(listener);
  latest.current = listener;

  const end = (event: PointerEvent, isCancelled: boolean) => {
    if (drawing.current?.pointerId !== event.pointerId) return;
    drawing.current = null;
    if (isCancelled) latest.current.onCancel();
    else latest.current.onUp();
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const { pointerId, pointerType, timeStamp } = event;
      if (event.button !== 0 || (pointerType === 'touch' && timeStamp - penAt.current < palmMs)) return;
      // A pen that comes down beside a resting hand is meant, the hand is not.
      if (drawing.current && pointerType === 'pen') latest.current.onCancel();
      else if (drawing.current) return;
      if (pointerType === 'pen') penAt.current = timeStamp;
      event.preventDefault();
      if (!latest.current.onDown(sampleOf(event, event.currentTarget))) return;
      drawing.current = { pointerId };
      event.currentTarget.setPointerCapture(pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'pen') penAt.current = event.timeStamp;
      if (drawing.current?.pointerId !== event.pointerId) {
        if (!drawing.current) latest.current.onHover(sampleOf(event, event.currentTarget));
        return;
      }
      const told = event.nativeEvent.getCoalescedEvents?.() ?? [];
      const all = told.length > 0 ? told : [event.nativeEvent];
      latest.current.onMove(all.map((each) => sampleOf(each, event.currentTarget)));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, false),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, true),
    onPointerLeave: () => latest.current.onHover(null),
  };
}

type Told = Pick<globalThis.PointerEvent, 'clientX' | 'clientY' | 'pressure' | 'pointerType' | 'timeStamp'>;

function sampleOf(event: Told, element: HTMLElement): Sample {
  const box = element.getBoundingClientRect();
  return {
    x: (event.clientX - box.left) / box.width,
    y: (event.clientY - box.top) / box.height,
    // A mouse and most fingers have no pressure, and say a half.
    pressure: event.pointerType === 'pen' ? event.pressure : null,
    at: event.timeStamp,
  };
}
