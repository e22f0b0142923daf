import type { Logger } from 'pino';
import {
  type Answer,
  emptyLesson,
  evolveAll,
  type LessonEntry,
  LessonError,
  type LessonId,
  type LessonState,
} from '../protocol/lesson.ts';
import type { Actor, Command, DecidedName, DecidedResult } from './decide/command.ts';
import { decideBatch, type Given, internal, type Kept } from './decide-batch.ts';
import { EntryMemory } from './entry-memory.ts';
import type { LessonHost } from './lesson-host.ts';
import { DEFAULT_READ_LIMIT, type Log, LogShrunk, LogUnavailable, type Stamped } from './log/log.ts';

interface Waiting extends Given {
  answer: (answer: Answer<unknown>) => void;
}

const away = 'the log is away; the command may be repeated';
const unavailable: Answer<never> = { ok: false, error: { code: 'unavailable', message: away } };

/** How many commands are decided and appended in one step. */
const commandsPerBatch = 256;
const rememberedEntries = 2_000;
/** How long a lesson that could not read on waits before it tries again by itself. */
const retryMs = 1_000;

/** A {@link LessonHost} on a {@link Log}: decides what waits in batches, each appended in one step. */
export class LoggedLesson implements LessonHost {
  readonly lessonId: LessonId;
  readonly #log: Log;
  readonly #name: string;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #memory = new EntryMemory(rememberedEntries);
  readonly #listeners = new Set<(entries: readonly LessonEntry[], state: LessonState) => void>();
  readonly #waiting: Waiting[] = [];
  readonly #stopFollowing: () => void;
  #state: LessonState = emptyLesson;
  /** The log may hold entries that nobody told of. */
  #suspect = true;
  /** How far the log reaches, as it said. */
  #heard = 0;
  #work: Promise<void> | null = null;
  #retry: NodeJS.Timeout | undefined;
  /** Why the log could not be used when last tried. */
  #failure: unknown = null;
  #closed = false;

  constructor(lessonId: LessonId, name: string, log: Log, logger: Logger, now: () => number) {
    this.lessonId = lessonId;
    this.#name = name;
    this.#log = log;
    this.#logger = logger.child({ lessonId });
    this.#now = now;
    this.#stopFollowing = log.onAppended(name, (last) => {
      this.#heard = Math.max(this.#heard, last);
      if (this.#behind && !this.#closed) void this.#run();
    });
  }

  get state(): LessonState {
    return this.#state;
  }

  /** No command waits, and the log is read to its end. */
  get idle(): boolean {
    return this.#work === null && this.#waiting.length === 0;
  }

  /** Reads what the log holds. Throws LessonError `unavailable` while it is away, and what a log throws that is broken. */
  async load(): Promise<void> {
    await this.#run();
    if (this.#behind) throw readingError(this.#failure);
  }

  execute<Name extends DecidedName>(
    actor: Actor,
    command: Command<Name>,
    number?: number,
  ): Promise<Answer<DecidedResult<Name>>> {
    if (this.#closed) return Promise.resolve(unavailable);
    return new Promise((resolve) => {
      const answer = resolve as (answer: Answer<unknown>) => void;
      this.#waiting.push({ actor, command: command as unknown as Command, number, answer });
      void this.#run();
    });
  }

  onEntries(listener: (entries: readonly LessonEntry[], state: LessonState) => void): () => void {
    const own: typeof listener = (entries, state) => listener(entries, state);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  async entriesAfter(sequence: number): Promise<LessonEntry[]> {
    const last = this.#state.sequence;
    const remembered = this.#memory.after(sequence, last);
    if (remembered) return remembered;
    const entries: LessonEntry[] = [];
    for (let from = sequence; from < last; ) {
      const page = await this.#log.read<Kept>(this.#name, from).catch((error) => {
        throw readingError(error);
      });
      if (page.length === 0) break;
      entries.push(...page.map(toEntry));
      from = page[page.length - 1]?.sequence ?? last;
    }
    return entries.filter((entry) => entry.sequence <= last);
  }

  async close(): Promise<void> {
    if (this.#closed) {
      await this.#work;
      return;
    }
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#stopFollowing();
    await this.#work;
    for (const { answer } of this.#waiting.splice(0)) answer(unavailable);
    this.#listeners.clear();
  }

  get #behind(): boolean {
    return this.#suspect || this.#heard > this.#state.sequence;
  }

  #run(): Promise<void> {
    this.#work ??= this.#drain().finally(() => {
      this.#work = null;
      if (this.#closed) return;
      if (this.#waiting.length > 0) void this.#run();
      else if (this.#behind) this.#retryLater();
    });
    return this.#work;
  }

  /** The log tells of each append once: what could not be read then is asked for again. */
  #retryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#run(), retryMs).unref();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 || this.#behind) {
      let batch: Waiting[] = [];
      try {
        if (this.#behind) await this.#catchUp();
        batch = this.#waiting.splice(0, commandsPerBatch);
        const answers = batch.length > 0 ? await this.#settle(batch) : [];
        for (const [index, answer] of answers.entries()) batch[index]?.answer(answer);
        this.#waiting.unshift(...batch.slice(answers.length));
        this.#failure = null;
      } catch (error) {
        if (batch.length === 0) batch = this.#waiting.splice(0);
        this.#suspect = true;
        this.#report(error);
        for (const { answer } of batch) answer(isAway(error) ? unavailable : internal);
        return;
      }
    }
  }

  /** Says a failure once, until the log works again. */
  /** Never before what has happened, whoever stamped that. */
  now(): number {
    return Math.max(this.#now(), this.#state.at);
  }

  #report(error: unknown): void {
    const again = (isAway(error) && isAway(this.#failure)) || String(error) === String(this.#failure);
    this.#failure = error;
    if (again) return;
    if (error instanceof LogUnavailable) this.#logger.warn({ err: error }, 'the log is away');
    else this.#logger.error({ err: error }, 'the log failed');
  }

  /** Decides and appends; answers as many of the commands as went into the append: none when another node was faster. */
  async #settle(commands: readonly Waiting[]): Promise<Answer<unknown>[]> {
    const now = this.now();
    const { kept, answers, unproven } = decideBatch(this.#state, commands, now, this.#logger);
    const expected = this.#state.sequence;
    if (kept.length === 0) {
      const stale = unproven && (await this.#log.last(this.#name)) > expected;
      this.#suspect ||= stale;
      return stale ? [] : answers;
    }
    const result = await this.#log.append(this.#name, expected, kept);
    if (!result.ok) {
      this.#suspect = true;
      return [];
    }
    this.#fold(kept.map((one, index) => ({ sequence: expected + 1 + index, at: result.at, ...one })));
    return answers;
  }

  async #catchUp(): Promise<void> {
    for (let more = true; more || this.#heard > this.#state.sequence; ) {
      const heard = this.#heard;
      const page = await this.#log.read<Kept>(this.#name, this.#state.sequence);
      if (page.length > 0) this.#fold(page.map(toEntry));
      // There is no more, whatever was heard before the question.
      else if (this.#heard === heard) this.#heard = this.#state.sequence;
      more = page.length === DEFAULT_READ_LIMIT;
    }
    this.#suspect = false;
  }

  #fold(entries: LessonEntry[]): void {
    this.#state = evolveAll(this.#state, entries);
    this.#memory.push(entries);
    for (const listener of [...this.#listeners]) {
      try {
        listener(entries, this.#state);
      } catch (error) {
        this.#logger.error({ err: error }, 'a listener to the lesson failed');
      }
    }
  }
}

const toEntry = ({ sequence, at, entry }: Stamped<Kept>): LessonEntry => ({ sequence, at, ...entry });

/** Whether repeating later may help: the log is away, or waits to be refilled. */
const isAway = (error: unknown): boolean => error instanceof LogUnavailable || error instanceof LogShrunk;

const readingError = (error: unknown): unknown =>
  isAway(error) ? new LessonError('unavailable', away, { cause: error }) : error;
