import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Decks of pages and blank boards, which of them is shown, and on which page. */
export type SlidesState = Record<never, never>;

export const emptySlides: SlidesState = {};

/** Decks of pages and blank boards, which of them is shown, and on which page. */
export type SlidesEvents = Record<never, never>;

export const slidesEvents: EventDefinitions<SlidesEvents> = {};

/** What a viewer may see of it. */
export const projectSlides = (slides: SlidesState, _viewer: Viewer): SlidesState => slides;
