import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Groups of classrooms that hear only each other. */
export type GroupState = Record<never, never>;

export const emptyGroup: GroupState = {};

/** Groups of classrooms that hear only each other. */
export type GroupEvents = Record<never, never>;

export const groupEvents: EventDefinitions<GroupEvents> = {};

/** What a viewer may see of it. */
export const projectGroup = (group: GroupState, _viewer: Viewer): GroupState => group;
