import type { MaterialId } from './ids.ts';
import type { Role } from './role.ts';
import type { RecordingPolicy, TrackSource } from './state.ts';

/*
 * The archive's manifest, `manifest.json` in its folder: what the recorder writes and the player reads. Times called
 * `…Ms` are milliseconds on the lesson clock since `startedAt`, which is also the media timeline of every segment
 * (baseMediaDecodeTime), so that one timeline serves all tracks and the events.
 */
export interface ArchiveManifest {
  format: 'tongke-archive';
  version: 1;
  lessonId: string;
  title: string;
  subject: string;
  teacherName: string;
  /** Lesson clock of the timeline's zero, milliseconds since the epoch. */
  startedAt: number;
  /** Null while the lesson runs. */
  endedAt: number | null;
  sealed: boolean;
  policy: RecordingPolicy;
  participants: ArchiveParticipant[];
  tracks: ArchiveTrack[];
  /** The public events: one LessonEntry per line. */
  events: { path: string; lastSequence: number; sha256: string | null; chain?: ArchiveChain | null };
  /** The whole log, which is never served. Absent in archives of before there were chains. */
  log?: { path: string; chain: ArchiveChain | null };
  /** Files that public events refer to; absent in archives of before there were any. */
  materials?: ArchiveMaterial[];
  /** Times when no recorder ran. */
  interruptions: { fromMs: number; toMs: number; cause: string }[];
}

/** Where a log's chain of hashes ends. Null while the lesson runs. */
export interface ArchiveChain {
  lines: number;
  /** Hash of the last line, base64url. */
  head: string;
}

export interface ArchiveMaterial {
  materialId: MaterialId;
  path: string;
  /** Null when the file could not be had. */
  lengthBytes: number | null;
  /** Hexadecimal. */
  sha256: string | null;
}

export interface ArchiveParticipant {
  participantId: string;
  role: Role;
  /** Known to every room because it taught or was on stage. */
  name: string;
  schoolName: string | null;
}

export interface ArchiveTrack {
  trackId: string;
  participantId: string;
  source: TrackSource;
  kind: 'audio' | 'video';
  layers: ArchiveLayer[];
}

export interface ArchiveLayer {
  /** 0 is the smallest. */
  layer: number;
  /** RFC 6381, for example `avc1.42c01f` or `opus`. */
  codec: string;
  container: 'cmaf' | 'webm';
  width: number | null;
  height: number | null;
  /** HLS playlist (RFC 8216), relative to the manifest. */
  playlist: string;
  startMs: number;
  endMs: number;
  segments: ArchiveSegment[];
  gaps: ArchiveGap[];
  receivedPackets: number;
  expectedPackets: number;
}

export interface ArchiveSegment {
  path: string;
  initPath: string;
  startMs: number;
  durationMs: number;
  lengthBytes: number;
  /** Hexadecimal. */
  sha256: string;
}

export interface ArchiveGap {
  fromMs: number;
  toMs: number;
  cause: 'loss' | 'recorderAway' | 'sourcePaused' | 'writeFailed' | 'noKeyFrame';
  packets: number;
}
