import { useMemo } from 'react';
import type { DeviceKind, DeviceState } from '../core/devices/capture.ts';
import { useLesson, useSeat, useWatched } from './seat-context.tsx';

/** One of this seat's own devices, as its controls show it. */
export interface OwnDevice {
  /** Whether others may see or hear it now. */
  isOpen: boolean;
  /** What the person wants. */
  isWanted: boolean;
  /** Whether the lesson lets it be open now. */
  isAllowed: boolean;
  device: DeviceState;
  /** For one's own preview; null while there is nothing. */
  stream: MediaStream | null;
  toggle: () => void;
}

export function useOwn(kind: DeviceKind): OwnDevice {
  const { own, capture, desk } = useSeat();
  const wish = useWatched(own.wish);
  const device = useWatched(capture.state)[kind];
  // What is open depends on these too.
  useLesson();
  useWatched(desk.state);
  const track = device.name === 'on' ? device.track : null;
  const stream = useMemo(() => (track ? new MediaStream([track]) : null), [track]);
  const isWanted = wish[kind];
  const toggle = () => own.turn(kind, !(isWanted && device.name === 'on'));
  return { isOpen: own.isOpen(kind), isWanted, isAllowed: own.mayOpen(kind), device, stream, toggle };
}
