import type { LessonState } from '@tongke/signaling/protocol/lesson';
import type { LiveState } from './live-following.ts';
import type { Mark, StageSpan } from './marks.ts';
import type { Layout, Scene } from './scene.ts';
import type { Condition } from './segment-source.ts';
import type { ReplayTrack, Timeline } from './timeline.ts';

/** `buffering`: wants to play and waits for media. `blocked`: the browser wants a click first. */
export type ReplayState = 'paused' | 'playing' | 'buffering' | 'ended' | 'blocked';

/** What a page shows of a replay at one moment. A new object whenever something in it has changed. */
export interface ReplayView {
  state: ReplayState;
  positionMs: number;
  timeline: Timeline;
  /** Where the timeline that is shown ends: the lesson's end, or what live viewers see. */
  endMs: number;
  /** Null when the lesson is not being recorded any more. */
  live: LiveState | null;
  marks: readonly Mark[];
  stageSpans: readonly StageSpan[];
  scene: Scene;
  /** The lesson as all could see it at this moment. The same object while nothing in it changes. */
  lesson: LessonState;
  /** The lesson's clock at this moment, milliseconds since the epoch. */
  lessonTime: number;
  /** Tracks that need an element now: those of the scene, and those of the one that comes next. */
  attached: readonly ReplayTrack[];
  conditions: Readonly<Record<string, Condition>>;
  rate: number;
  /** 0 to 1. */
  volume: number;
  muted: boolean;
  layout: Layout;
  /** Participants whose sound the viewer has turned off. */
  silenced: ReadonlySet<string>;
}

/** `window.tongke.stats()` of a replay. */
export interface ReplayStats {
  state: ReplayState;
  positionMs: number;
  durationMs: number;
  /** Null when the lesson is not being recorded any more. */
  live: LiveState | null;
  /** Speed now: the viewer's, or the one that catches up. */
  rate: number;
  /** Those of the scene. */
  tracks: TrackStats[];
}

export interface TrackStats {
  trackId: string;
  source: string;
  participantId: string;
  currentTimeMs: number;
  /** Less the clock's position; positive when it is ahead. */
  skewMs: number;
  readyState: number;
  /** Of the picture as decoded; 0 for sound. */
  width: number;
  height: number;
  condition: Condition;
}
