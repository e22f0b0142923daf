import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** A timer that all rooms see. */
export type TimerState = Record<never, never>;

export const emptyTimer: TimerState = {};

/** A timer that all rooms see. */
export type TimerEvents = Record<never, never>;

export const timerEvents: EventDefinitions<TimerEvents> = {};

/** What a viewer may see of it. */
export const projectTimer = (timer: TimerState, _viewer: Viewer): TimerState => timer;
