import { Watched } from '../core/watched.ts';

/** How this console calls rooms on stage. */
export interface CallChoice {
  /** The time box of a call; null: no end. */
  seconds: number | null;
  /** Whether the room that is on stage longest makes place. */
  swap: boolean;
}

export const timeBoxes = [null, 30, 60, 120, 300] as const;

/** Kept while the page is open: what was chosen for one call holds for the next, whichever button calls. */
export const callChoice = new Watched<CallChoice>({ seconds: null, swap: false });

/** As a command takes it. */
export const timeBox = ({ seconds }: CallChoice): { seconds?: number } => (seconds === null ? {} : { seconds });
