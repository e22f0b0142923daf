import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** What is drawn on pages and boards: finished strokes, erasing, undo. */
export type InkState = Record<never, never>;

export const emptyInk: InkState = {};

/** What is drawn on pages and boards: finished strokes, erasing, undo. */
export type InkEvents = Record<never, never>;

export const inkEvents: EventDefinitions<InkEvents> = {};

/** What a viewer may see of it. */
export const projectInk = (ink: InkState, _viewer: Viewer): InkState => ink;
