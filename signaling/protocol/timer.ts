import type { EventDefinitions } from './event-definition.ts';
import type { LessonState } from './state.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** A clock that the teacher has started. It ends by itself: what it shows follows from the lesson's time alone. */
export interface Timer {
  /** Lesson time of its start: tells one timer from the next. */
  startedAt: number;
  kind: 'countdown' | 'stopwatch';
  /** Of a countdown; 0 for a stopwatch. */
  lengthMs: number;
  /** What had run before `runningSince`. */
  elapsedMs: number;
  /** Lesson time since when it runs; null while it is paused. */
  runningSince: number | null;
}

/** The one timer of a lesson, seen by all rooms; null when there is none. */
export interface TimerState {
  timer: Timer | null;
}

export const emptyTimer: TimerState = { timer: null };

/** The timer is started, held, lengthened and put away. */
export interface TimerEvents {
  timerStarted: { kind: Timer['kind']; lengthMs: number };
  timerPaused: Record<never, never>;
  timerResumed: Record<never, never>;
  timerExtended: { byMs: number };
  timerStopped: Record<never, never>;
}

/** What a timer shows. */
export interface TimerReading {
  /** How long it has run. A countdown does not run on after its end. */
  elapsedMs: number;
  /** Of a countdown, from its length down to 0; 0 for a stopwatch. */
  leftMs: number;
  isRunning: boolean;
  /** A countdown has come to its end. */
  isOver: boolean;
}

/** Reads a timer at a moment of the lesson's time, milliseconds since the epoch. Pure. */
export function readTimer({ kind, lengthMs, elapsedMs, runningSince }: Timer, now: number): TimerReading {
  const ran = elapsedMs + (runningSince === null ? 0 : Math.max(0, now - runningSince));
  if (kind === 'stopwatch') return { elapsedMs: ran, leftMs: 0, isRunning: runningSince !== null, isOver: false };
  const isOver = ran >= lengthMs;
  return {
    elapsedMs: Math.min(ran, lengthMs),
    leftMs: Math.max(0, lengthMs - ran),
    isRunning: runningSince !== null && !isOver,
    isOver,
  };
}

const change = (state: LessonState, to: (timer: Timer) => Timer): LessonState =>
  state.timer.timer ? { ...state, timer: { timer: to(state.timer.timer) } } : state;

export const timerEvents: EventDefinitions<TimerEvents> = {
  timerStarted: {
    visibility: () => toEveryone,
    evolve: (state, { kind, lengthMs }, at) => ({
      ...state,
      timer: { timer: { startedAt: at, kind, lengthMs, elapsedMs: 0, runningSince: at } },
    }),
  },
  timerPaused: {
    visibility: () => toEveryone,
    evolve: (state, _data, at) =>
      change(state, (timer) => ({ ...timer, elapsedMs: readTimer(timer, at).elapsedMs, runningSince: null })),
  },
  timerResumed: {
    visibility: () => toEveryone,
    evolve: (state, _data, at) => change(state, (timer) => ({ ...timer, runningSince: at })),
  },
  timerExtended: {
    visibility: () => toEveryone,
    // From now on: what a countdown stood at its end does not count.
    evolve: (state, { byMs }, at) =>
      change(state, (timer) => ({
        ...timer,
        lengthMs: timer.lengthMs + byMs,
        elapsedMs: readTimer(timer, at).elapsedMs,
        runningSince: timer.runningSince === null ? null : at,
      })),
  },
  timerStopped: {
    visibility: () => toEveryone,
    evolve: (state) => ({ ...state, timer: emptyTimer }),
  },
};

/** What a viewer may see of it: all of it. */
export const projectTimer = (timer: TimerState, _viewer: Viewer): TimerState => timer;
