import type { LessonState, TrackId } from '@tongke/signaling/protocol/lesson';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { LineState } from '../core/link/lesson-link.ts';
import type { ReceivedTrack } from '../core/media/receive-side.ts';
import type { LessonSeat } from '../core/seat/lesson-seat.ts';
import type { Watched } from '../core/watched.ts';

const SeatContext = createContext<LessonSeat | null>(null);

export function SeatProvider({ seat, children }: { seat: LessonSeat; children: ReactNode }) {
  return <SeatContext value={seat}>{children}</SeatContext>;
}

/** The seat of this page. Only below {@link SeatProvider}. */
export function useSeat(): LessonSeat {
  const seat = useContext(SeatContext);
  if (!seat) throw new Error('no seat around this component');
  return seat;
}

/** A watched value, rendered anew whenever it changes. */
export const useWatched = <Value,>(watched: Watched<Value>): Value =>
  useSyncExternalStore(watched.onChange, watched.get);

/** This seat's part of the lesson. */
export const useLesson = (): LessonState => useWatched(useSeat().link.store.lesson);

export const useLine = (): LineState => useWatched(useSeat().link.line);

/** A track that arrives here; undefined while it does not. */
export const useReceived = (trackId: TrackId | undefined): ReceivedTrack | undefined => {
  const received = useWatched(useSeat().desk.received);
  return trackId ? received.get(trackId) : undefined;
};
