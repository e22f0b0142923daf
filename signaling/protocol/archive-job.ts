import type { ErasedPart } from './archive.ts';
import type { LessonId } from './ids.ts';

/** What is to be done with a lesson's archive. Times in milliseconds on the lesson's timeline. */
export type ArchiveWork =
  | {
      kind: 'film';
      layout: 'programme' | 'stage' | 'slides' | 'teacher' | 'slidesAndVoice';
      language: 'zh' | 'en';
      fromMs?: number | undefined;
      toMs?: number | undefined;
    }
  | { kind: 'tracks' }
  | { kind: 'export'; language: 'zh' | 'en'; withArchive: boolean }
  /** A part, as an archive of its own. */
  | { kind: 'cut'; fromMs: number; toMs: number; title: string }
  | { kind: 'verify' }
  /** Writes the lesson's learning records anew, into the private part of its archive. */
  | { kind: 'xapi' }
  | { kind: 'repair' }
  /** Puts what senders have brought where it is missing. */
  | { kind: 'heal' }
  | { kind: 'delete'; what: ErasedPart; why: string }
  /** Nothing of the lesson is deleted until it is released. */
  | { kind: 'hold' | 'release'; why: string }
  /** Keeps the lesson so many days after its end, then deletes it; null: for ever. */
  | { kind: 'retain'; days: number | null; why: string };
export type ArchiveWorkKind = ArchiveWork['kind'];

/** What came of it. */
export interface ArchiveJobResult {
  /** Files in the archive's folder; of a cut the web path of its own. */
  files: { path: string; lengthBytes: number | null }[];
  /** Faults that were found, or are left after a repair; null where none are looked for. */
  faults: number | null;
}

export type ArchiveJobPhase =
  | { name: 'waiting' }
  /** A recorder does it: `percent` of `step`, 0 to 100. */
  | { name: 'running'; recorderId: string; step: string; percent: number }
  | { name: 'done'; endedAt: number; result: ArchiveJobResult }
  /** `reason`: the word of a refusal, or `failed`; `gaveUp`: its recorder died of it several times. */
  | { name: 'failed'; endedAt: number; reason: string }
  | { name: 'cancelled'; endedAt: number };

/** Something that recorders do with an archive, one at a time each. It outlives restarts of all processes. */
export interface ArchiveJob {
  jobId: string;
  lessonId: LessonId;
  work: ArchiveWork;
  /** Milliseconds since the epoch. */
  requestedAt: number;
  /** How often a recorder has begun it. */
  attempts: number;
  phase: ArchiveJobPhase;
}

/** Whether it is still to be done. */
export const isOpenJob = ({ phase }: ArchiveJob): boolean => phase.name === 'waiting' || phase.name === 'running';
