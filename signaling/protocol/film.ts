import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Films and music played to all rooms in step on the lesson clock. */
export type FilmState = Record<never, never>;

export const emptyFilm: FilmState = {};

/** Films and music played to all rooms in step on the lesson clock. */
export type FilmEvents = Record<never, never>;

export const filmEvents: EventDefinitions<FilmEvents> = {};

/** What a viewer may see of it. */
export const projectFilm = (film: FilmState, _viewer: Viewer): FilmState => film;
