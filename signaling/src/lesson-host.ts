import { type Answer, type LessonEntry, LessonError, type LessonId, type LessonState } from '../protocol/lesson.ts';
import type { Actor, Command, DecidedName, DecidedResult } from './decide/command.ts';

/** One lesson as this node sees it: its fold, and the way to change it. */
export interface LessonHost {
  readonly lessonId: LessonId;
  /** Folded as far as this node has read. */
  readonly state: LessonState;
  /** The lesson clock, in whole milliseconds since the epoch: that of the log's stamps. */
  now(): number;
  /**
   * Decides a command, appends its events and answers when they are kept. With a `number`, exactly once: a repeat of the
   * participant's last number gets the same answer. Answers `unavailable` while the log is away. Never throws.
   */
  execute<Name extends DecidedName>(
    actor: Actor,
    command: Command<Name>,
    number?: number,
  ): Promise<Answer<DecidedResult<Name>>>;
  /** Calls back after entries were folded, whoever appended them. Returns its undo. */
  onEntries(listener: (entries: readonly LessonEntry[], state: LessonState) => void): () => void;
  /** Entries after a sequence number, from memory or the log. Throws LessonError `unavailable` while the log is away. */
  entriesAfter(sequence: number): Promise<LessonEntry[]>;
}

/** All lessons that this node has touched. */
export interface Lessons {
  /**
   * The lesson, read from its log at the first use. Throws LessonError `notFound` for one that was never planned, and
   * `unavailable` while the log is away.
   */
  get(lessonId: LessonId): Promise<LessonHost>;
  /**
   * Starts a lesson's log with the `lesson:plan` command; many classrooms are invited in several appends. Throws
   * LessonError: `conflict` when it exists, and what the command is refused with.
   */
  plan(command: Command<'lesson:plan'>): Promise<LessonHost>;
  /** Ids of every lesson that has a log. */
  ids(): Promise<LessonId[]>;
  /** Calls back for each lesson that is loaded, now and later; never for one that does not exist. Returns its undo. */
  onLoaded(listener: (host: LessonHost) => void): () => void;
  close(): Promise<void>;
}

/** The value of an answer, or its error thrown. */
export function unwrap<Result>(answer: Answer<Result>): Result {
  if (answer.ok) return answer.value;
  throw new LessonError(answer.error.code, answer.error.message);
}
