import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** A classroom calls the assistant. */
export type HelpState = Record<never, never>;

export const emptyHelp: HelpState = {};

/** A classroom calls the assistant. */
export type HelpEvents = Record<never, never>;

export const helpEvents: EventDefinitions<HelpEvents> = {};

/** What a viewer may see of it. */
export const projectHelp = (help: HelpState, _viewer: Viewer): HelpState => help;
