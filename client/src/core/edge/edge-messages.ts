import type { SentFrame } from './frame-block.ts';

/** What a transform is told of what it keeps. */
export interface TeeOptions {
  /** The track's name until the server has given it one. */
  key: string;
}

/** A part of one RTP stream; timestamps of 32 bits, the second is the first one behind it. */
export interface SentRange {
  fromRtpTimestamp: number;
  toRtpTimestamp: number;
}

export interface KeptName {
  lessonId: string;
  trackId: string;
}

/** What the page asks of the worker; the second is what it answers. */
export interface EdgeCalls {
  named: [KeptName & TeeOptions, null];
  closed: [TeeOptions, null];
  list: [null, KeptName[]];
  frames: [KeptName & { ranges: SentRange[] }, SentFrame[]];
  forget: [{ lessonId: string }, null];
}
export type EdgeCall = keyof EdgeCalls;

export type ToEdge = { [Call in EdgeCall]: { id: number; call: Call; input: EdgeCalls[Call][0] } }[EdgeCall];
export type FromEdge =
  | { id: 'ready' }
  | { id: number; answer: EdgeCalls[EdgeCall][1] }
  | { id: number; failed: string };
