/** What a sender's browser brings of what its lesson's archive lacks: one file of these a part, below the data folder. */
export interface HealingPart {
  /** Who brought it; the server says so, not the browser. */
  participantId: string;
  trackId: string;
  /** 0 is the smallest; sound has one. */
  layer: number;
  frames: HealingFrame[];
}

/** One encoded frame as it was sent. */
export interface HealingFrame {
  /** Counts the frames of its track: between two neighbours nothing was sent. */
  number: number;
  /** Of 32 bits, as on the wire. */
  rtpTimestamp: number;
  /** base64. */
  data: string;
}

/** Of the data folder: parts lie in `<healingFolder>/<lessonId>/`, each whole or not at all, until a recorder has used them. */
export const healingFolder = 'healing';

export const healingLimits = {
  /** Of one part, as JSON. */
  partBytes: 64 * 1024,
  framesPerPart: 1_000,
  /** The longest frame of a part, base64. */
  frameLength: 48 * 1024,
  /** Parts of one lesson that wait for a recorder, of all seats. */
  partsPerLesson: 1_000,
  /** Parts of one seat. */
  partsPerWindow: 20,
  windowMs: 10_000,
} as const;
