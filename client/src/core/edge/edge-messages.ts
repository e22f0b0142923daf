import type { SentFrame } from './frame-block.ts';

export type MediaKind = 'audio' | 'video';

/** What a transform is told of what it keeps. */
export interface TeeOptions {
  /** The track's name until the server has given it one. */
  key: string;
  kind: MediaKind;
}

/** A part of one RTP stream; timestamps of 32 bits, the second is the first one behind it. */
export interface SentRange {
  fromRtpTimestamp: number;
  toRtpTimestamp: number;
}

/** One layer of a track of a lesson: 0 is the smallest, sound has one. */
export interface KeptName {
  lessonId: string;
  trackId: string;
  kind: MediaKind;
  layer: number;
}

/** What the server calls a track, and which layer each of its streams is. Sound is one layer, whatever its stream. */
export interface TrackNames {
  key: string;
  lessonId: string;
  trackId: string;
  layers: { ssrc: number; layer: number }[];
}

/** What the page asks of the worker; the second is what it answers. */
export interface EdgeCalls {
  named: [TrackNames, null];
  closed: [{ key: string }, null];
  list: [null, KeptName[]];
  /** Frames in and around ranges, in order, those behind a number: some at a time, none when there are no more. */
  frames: [KeptName & { ranges: SentRange[]; after: number }, SentFrame[]];
  forget: [{ lessonId: string }, null];
}
export type EdgeCall = keyof EdgeCalls;

export type ToEdge = { [Call in EdgeCall]: { id: number; call: Call; input: EdgeCalls[Call][0] } }[EdgeCall];
export type FromEdge =
  | { id: 'ready' }
  | { id: number; answer: EdgeCalls[EdgeCall][1] }
  | { id: number; failed: string };
