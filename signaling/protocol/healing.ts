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
  partBytes: 1_536 * 1024,
  framesPerPart: 1_000,
  /** The longest frame of a part, base64: a large screen's key frame has some hundred thousand bytes. */
  frameLength: 704 * 1024,
  /** Parts of one seat, and of all seats of one lesson, that wait for a recorder. */
  partsPerSeat: 600,
  partsPerLesson: 3_000,
  /** A part that no recorder was asked to use, or could, goes after so long. */
  partKeptForMs: 7 * 24 * 3_600_000,
  /** Parts that a recorder uses at once end with the one that makes this many bytes. */
  bytesAtOnce: 128 * 1024 * 1024,
  /** Parts of one seat. */
  partsPerWindow: 20,
  windowMs: 10_000,
} as const;
