import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Praise stars and applause. */
export type PraiseState = Record<never, never>;

export const emptyPraise: PraiseState = {};

/** Praise stars and applause. */
export type PraiseEvents = Record<never, never>;

export const praiseEvents: EventDefinitions<PraiseEvents> = {};

/** What a viewer may see of it. */
export const projectPraise = (praise: PraiseState, _viewer: Viewer): PraiseState => praise;
