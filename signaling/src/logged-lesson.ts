import type { Logger } from 'pino';
import { evolve } from '../protocol/events.ts';
import {
  type Answer,
  emptyLesson,
  type LessonEntry,
  type LessonEvent,
  type LessonId,
  type LessonState,
} from '../protocol/lesson.ts';
import type { Actor, Command, DecidedName, DecidedResult } from './decide/command.ts';
import { decide } from './decide/decide.ts';
import type { Decision } from './decide/decision.ts';
import { EntryMemory } from './entry-memory.ts';
import type { LessonHost } from './lesson-host.ts';
import { type Log, LogUnavailable, type Stamped } from './log/log.ts';

/** How an entry stands in the log; the log adds its place and time. */
type Kept = Pick<LessonEntry, 'event' | 'command'>;

interface Waiting {
  actor: Actor;
  command: Command;
  number: number | undefined;
  answer: (answer: Answer<unknown>) => void;
}

const unavailable: Answer<never> = {
  ok: false,
  error: { code: 'unavailable', message: 'the log is away; the command may be repeated' },
};
const internal: Answer<never> = { ok: false, error: { code: 'internal', message: 'internal error' } };

/** How many commands are decided and appended in one step. */
const commandsPerBatch = 256;
const rememberedEntries = 2_000;

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
  /** The log may hold entries that are not folded yet. */
  #behind = true;
  #work: Promise<void> | null = null;
  #closed = false;

  constructor(lessonId: LessonId, name: string, log: Log, logger: Logger, now: () => number) {
    this.lessonId = lessonId;
    this.#name = name;
    this.#log = log;
    this.#logger = logger.child({ lessonId });
    this.#now = now;
    this.#stopFollowing = log.onAppended(name, (last) => {
      if (last <= this.#state.sequence || this.#closed) return;
      this.#behind = true;
      void this.#run();
    });
  }

  get state(): LessonState {
    return this.#state;
  }

  /** Reads what the log holds. Throws what the log throws. */
  async load(): Promise<void> {
    await this.#catchUp();
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async entriesAfter(sequence: number): Promise<LessonEntry[]> {
    const last = this.#state.sequence;
    const remembered = this.#memory.after(sequence, last);
    if (remembered) return remembered;
    const entries: LessonEntry[] = [];
    for (let from = sequence; from < last; ) {
      const page = await this.#log.read<Kept>(this.#name, from);
      if (page.length === 0) break;
      entries.push(...page.map(toEntry));
      from = page[page.length - 1]?.sequence ?? last;
    }
    return entries.filter((entry) => entry.sequence <= last);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopFollowing();
    this.#listeners.clear();
    await this.#work;
  }

  #run(): Promise<void> {
    this.#work ??= this.#drain().finally(() => {
      this.#work = null;
      if (this.#waiting.length > 0 && !this.#closed) void this.#run();
    });
    return this.#work;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 || this.#behind) {
      const batch = this.#waiting.slice(0, commandsPerBatch);
      try {
        if (this.#behind) await this.#catchUp();
        if (batch.length > 0 && (await this.#settle(batch))) this.#waiting.splice(0, batch.length);
      } catch (error) {
        this.#behind = true;
        this.#waiting.splice(0, batch.length);
        const away = error instanceof LogUnavailable;
        this.#logger[away ? 'warn' : 'error']({ err: error }, away ? 'the log is away' : 'a batch failed');
        for (const { answer } of batch) answer(away ? unavailable : internal);
        return;
      }
    }
  }

  /** Decides and appends a batch; false when another node was faster and it must be decided again. */
  async #settle(batch: Waiting[]): Promise<boolean> {
    let state = this.#state;
    const kept: Kept[] = [];
    const answers: (() => void)[] = [];
    const now = Math.max(this.#now(), state.at);
    for (const { actor, command, number, answer } of batch) {
      const decision = this.#decide(state, actor, command, number, now);
      const events = decision.events ?? [];
      const remembered =
        number !== undefined && actor.kind === 'participant' && decision.ok
          ? { participantId: actor.participantId, number, value: decision.value }
          : undefined;
      events.forEach((event: LessonEvent, index) => {
        const one: Kept = remembered && index === events.length - 1 ? { event, command: remembered } : { event };
        kept.push(one);
        state = evolve(state, { sequence: state.sequence + 1, at: now, ...one });
      });
      answers.push(() =>
        answer(decision.ok ? { ok: true, value: decision.value } : { ok: false, error: decision.error }),
      );
    }
    if (kept.length > 0) {
      const expected = this.#state.sequence;
      const result = await this.#log.append(this.#name, expected, kept);
      if (!result.ok) {
        this.#behind = true;
        return false;
      }
      this.#fold(kept.map((one, index) => ({ sequence: expected + 1 + index, at: result.at, ...one })));
    }
    for (const answer of answers) answer();
    return true;
  }

  #decide(
    state: LessonState,
    actor: Actor,
    command: Command,
    number: number | undefined,
    now: number,
  ): Decision<unknown> {
    if (number !== undefined && actor.kind === 'participant') {
      const last = state.commands[actor.participantId];
      if (last && number === last.number) return { ok: true, value: last.value, events: [] };
      if (last && number < last.number) {
        return { ok: false, error: { code: 'conflict', message: `command ${last.number} was answered already` } };
      }
    }
    return decide(state, actor, command, now);
  }

  async #catchUp(): Promise<void> {
    this.#behind = false;
    for (;;) {
      const page = await this.#log.read<Kept>(this.#name, this.#state.sequence);
      if (page.length === 0) return;
      this.#fold(page.map(toEntry));
    }
  }

  #fold(entries: LessonEntry[]): void {
    this.#state = entries.reduce(evolve, this.#state);
    this.#memory.push(entries);
    for (const listener of this.#listeners) listener(entries, this.#state);
  }
}

const toEntry = ({ sequence, at, entry }: Stamped<Kept>): LessonEntry => ({ sequence, at, ...entry });
