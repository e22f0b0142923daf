import type { LessonSeat } from '../core/seat/lesson-seat.ts';
import { useSeat } from '../seat/seat-context.tsx';
import { DeckMaker } from './deck-maker.ts';

const makers = new WeakMap<LessonSeat, DeckMaker>();

/** What makes decks on this page: one for its seat, so that it goes on while another tool is open. */
export function useDeckMaker(): DeckMaker {
  const seat = useSeat();
  const made = makers.get(seat) ?? new DeckMaker(seat.link, seat.kept);
  makers.set(seat, made);
  return made;
}
