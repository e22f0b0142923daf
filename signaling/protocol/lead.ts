import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Which of two teachers leads the lesson, and trial lessons. */
export type LeadState = Record<never, never>;

export const emptyLead: LeadState = {};

/** Which of two teachers leads the lesson, and trial lessons. */
export type LeadEvents = Record<never, never>;

export const leadEvents: EventDefinitions<LeadEvents> = {};

/** What a viewer may see of it. */
export const projectLead = (lead: LeadState, _viewer: Viewer): LeadState => lead;
