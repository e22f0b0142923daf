import type { InkColour, InkTool, InkWidth } from '@tongke/signaling/protocol/lesson';
import { Watched } from '../core/watched.ts';

/** `none` leaves the page to clicks. */
export type InkHandle = InkTool | 'none' | 'eraser' | 'laser';

/** What this page's people draw with now. */
export interface InkChoice {
  handle: InkHandle;
  colour: InkColour;
  width: InkWidth;
}

/** One choice for all layers of this page: the toolbar sets it, the layer draws with it. */
export const inkChoice = new Watched<InkChoice>({ handle: 'none', colour: 'red', width: 'medium' });

export const chooseInk = (change: Partial<InkChoice>): void => inkChoice.set({ ...inkChoice.get(), ...change });
