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
  /** 1 is what sealing wrote. Like all that follows it is absent while a lesson runs, and in archives without certificate. */
  revision?: number;
  /** The revision before this one, with the SHA-256 of its file. */
  previous?: { path: string; sha256: string } | null;
  /** In what this revision differs from the one before. */
  changes?: ArchiveChange[];
  /** What was erased on purpose, in order. */
  erasures?: ArchiveErasure[];
  certificate?: ArchiveCertificate;
  /** Always the last member: over every byte of the file before it. */
  signature?: ArchiveSignature;
}

/** What the recorder says of how complete the archive is: sums over all layers, whose own figures and gaps stand with each. */
export interface ArchiveCertificate extends ArchiveMediaTime {
  /** Milliseconds since the epoch. */
  issuedAt: number;
  expectedPackets: number;
  receivedPackets: number;
  gaps: Partial<Record<ArchiveGap['cause'], { count: number; durationMs: number; packets: number }>>;
  /** What was missing and is here by now, of all and of each layer; absent when nothing was healed. */
  healed?: ArchiveHealedSum & {
    /** Absent in archives that were healed before there were any. */
    layers?: ArchiveHealedLayer[];
  };
  /** Tracks that were to be captured and of which nothing ever came. */
  tracksWithoutMedia: string[];
  clocks: ArchiveClock[];
}

/** How far the clock of a media server's host was found to be from the lesson clock. */
export interface ArchiveClock {
  /** `sfu-1`, in the order of appearance. */
  host: string;
  atMs: number;
  measuredMs: number;
  /** What was added to its times: 0 where the measured value cannot be told from the way of a report. */
  appliedMs: number;
}

export type ArchiveChange =
  /** The file at the segment's place is not what was sealed, and no other is: its time is a gap now. */
  | { type: 'segmentLost'; trackId: string; layer: number; path: string; fromMs: number; toMs: number }
  /** The segment's bytes lie under another name of the archive. */
  | { type: 'segmentMoved'; trackId: string; layer: number; fromPath: string; toPath: string }
  /** What was missing there is here now, in segments that take the place of others. */
  | ({ type: 'gapHealed'; trackId: string; layer: number } & ArchiveHealed)
  /** A file that public events refer to. */
  | { type: 'materialLost'; path: string }
  /** On purpose; its time is a gap now. */
  | { type: 'trackErased'; trackId: string }
  | { type: 'allErased' };

/**
 * What was erased: `all`: nothing but this manifest is left; `media`: all tracks; `pictures`: those of everybody; `roomPictures`: those of
 * classrooms. Logs and pages are kept by all but the first.
 */
export type ErasedPart = 'all' | 'media' | 'pictures' | 'roomPictures';
export const erasedParts: readonly ErasedPart[] = ['all', 'media', 'pictures', 'roomPictures'];

export interface ArchiveErasure {
  /** Milliseconds since the epoch. */
  at: number;
  what: ErasedPart;
  /** `retention`: so many days after the lesson's end. `decision`: somebody's; who and why stands in the data folder's own record. */
  rule: { name: 'retention'; days: number } | { name: 'decision' };
}

export interface ArchiveSignature {
  algorithm: 'Ed25519';
  /** The first 128 bits of the SHA-256 of the key's 32 bytes, hexadecimal. */
  keyId: string;
  /** The 32 bytes, base64url. */
  publicKey: string;
  /** base64url. */
  value: string;
}

export interface ArchiveMediaTime {
  /** From a layer's first moment to its last, without the times in which nothing was sent. */
  expectedMs: number;
  /** Expected, without every gap. */
  receivedMs: number;
  /** Silence that the sender left out (Opus DTX), filled in. */
  filledDtxMs: number;
  /** Silence in the place of lost packets. */
  filledLossMs: number;
}

export interface ArchiveFile {
  path: string;
  lengthBytes: number;
  /** Hexadecimal. */
  sha256: string;
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
  /** Initialisation segments. Absent in archives without certificate, as is `mediaTime`. */
  inits?: ArchiveFile[];
  gaps: ArchiveGap[];
  /**
   * Where its end lies on the sender's clock, of 32 bits: what was sent behind it never came. Absent in archives that are not sealed, or
   * were before it was said, and where it was healed.
   */
  sentUntil?: { ssrc: number; rtpTimestamp: number };
  /** Where gaps were, or parts of them. Absent when nothing was healed. */
  healed?: ArchiveHealed[];
  receivedPackets: number;
  expectedPackets: number;
  mediaTime?: ArchiveMediaTime;
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
  cause: 'loss' | 'recorderAway' | 'sourcePaused' | 'writeFailed' | 'noKeyFrame' | 'damaged' | 'erased';
  packets: number;
  /** Where it lies on the sender's clock, when its stream went on behind it. What the sender kept can be put there. */
  sent?: ArchiveSentRange;
}

/** A range of one RTP stream, as the media server passes it on. Timestamps are of 32 bits; `to` is the first one behind it. */
export interface ArchiveSentRange {
  ssrc: number;
  fromRtpTimestamp: number;
  toRtpTimestamp: number;
}

/**
 * `edge`: the sender's browser had kept it. `recorder`: another recorder of the same lesson had received it. `late`: it came when its segment was
 * written.
 */
export type ArchiveHealingSource = 'edge' | 'recorder' | 'late';

/** A range in which something was missing that was brought later, bit for bit as it was sent. */
export interface ArchiveHealed {
  fromMs: number;
  toMs: number;
  /** Encoded frames that were put there. */
  frames: number;
  /** Packets that were missing there; 0 when nobody can know, absent in archives of before they were counted. */
  packets?: number;
  how: ArchiveHealingSource;
}

/** What was healed, summed up. */
export interface ArchiveHealedSum {
  count: number;
  durationMs: number;
  frames: number;
  packets: number;
}

/** What was healed of one layer, from one source. */
export interface ArchiveHealedLayer extends ArchiveHealedSum {
  trackId: string;
  layer: number;
  how: ArchiveHealingSource;
}
