import type { AnswerError } from './answer.ts';
import type { ArchiveJob } from './archive-job.ts';
import type { LessonEntry } from './events.ts';
import type { LessonId, ParticipantId, TrackId } from './ids.ts';
import type { Quality, SeatConsumers, SeatMedia, TapDescription } from './media.ts';
import type { Role } from './role.ts';
import type { LessonState } from './state.ts';
import type { VolatileMessage } from './volatile.ts';

/** Answer to `POST /api/seats`: the right to a seat, kept by the device. */
export interface SeatGrantAnswer {
  lessonId: LessonId;
  participantId: ParticipantId;
  role: Role;
  /** Secret; opens this seat as often as needed. */
  seatKey: string;
  title: string;
}

/** A raised hand's place in the fair queue, from 1, and how many hands are up. */
export type QueuePlaceTold = { position: number; of: number } | null;

/** Socket.IO's `auth` of a seat's connection. */
export interface LinkAuth {
  lessonId: string;
  seatKey: string;
  /** Last sequence number folded, to resume from; null asks for a snapshot. */
  after: number | null;
  /** Asks for transports at once: saves a round trip. `media:open` does the same later. */
  session: string | null;
}

/** First message on every connection: either the whole projection, or what was missed. */
export interface Welcome {
  participantId: ParticipantId;
  role: Role;
  /** The lesson clock now, milliseconds since the epoch. */
  at: number;
  /** The whole projection; null when `entries` follow from where the browser is. */
  snapshot: LessonState | null;
  /** The browser counts its commands on from here: the last that was answered, or well above it for a page that starts anew. */
  commandNumber: number;
  /** Null when not asked for, or when media is away (`mediaLost` then follows when it is back). */
  media: SeatMedia | null;
}

export interface ServerToClientEvents {
  welcome: (welcome: Welcome) => void;
  /** Visible entries in order, once; `sequence` is how far the log has been covered. */
  entries: (batch: { sequence: number; entries: LessonEntry[] }) => void;
  /** What this seat should be receiving now. */
  consumers: (consumers: SeatConsumers & { mediaEpoch: string }) => void;
  /** This seat's transports are gone, and media can be opened again with a new session. */
  mediaLost: (lost: { reason: 'sfuRestarted' | 'workerDied' | 'superseded' }) => void;
  /** Highest spatial layer of this seat's own track that anybody needs; -1: nobody looks. */
  demand: (demand: { trackId: TrackId; maxSpatialLayer: number }) => void;
  /** To staff: of all; to others: only their own. Every 2 s at most. */
  quality: (quality: { participants: Quality[] }) => void;
  /** Counts that everyone may know; at most once a second. */
  presence: (presence: { classrooms: number; audience: number }) => void;
  /** To a classroom: its place in the queue of raised hands; null when its hand is down. When it changes. */
  place: (place: QueuePlaceTold) => void;
  /** What others do just now, gathered; see `gatherMs`. Some of it may be missing. One's own is among it. */
  volatile: (told: { messages: VolatileMessage[] }) => void;
  /** To the recorder. */
  tap: (tap: TapDescription) => void;
  /** The seat is over; the server closes the connection. */
  closed: (error: AnswerError) => void;
}

/** Namespace `/recorder`: where a recorder process learns which lessons are running. `auth: { token }`, a service token. */
export interface ServerToRecorderEvents {
  /** The lessons to be recorded now, whole: open ones, and ended ones whose archive is not sealed. */
  lessons: (lessons: { lessonIds: LessonId[] }) => void;
  /** What is to be done with archives, whole: whoever has the archive claims it. After each change. */
  jobs: (jobs: { jobs: ArchiveJob[] }) => void;
}
