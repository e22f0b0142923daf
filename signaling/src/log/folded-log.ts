import { LessonError } from '../../protocol/lesson.ts';
import { type Log, LogUnavailable } from './log.ts';

/** What a log holds and how it folds; the state is the log's own and changes in place. */
export interface LogFold<State, Event> {
  readonly name: string;
  readonly state: State;
  readonly evolve: (state: State, event: Event, at: number) => void;
}

/** A node's fold of a log which other nodes may write to as well. */
export class FoldedLog<State, Event> {
  readonly #fold: LogFold<State, Event>;
  readonly #log: Log;
  readonly #stopFollowing: () => void;
  #sequence = 0;
  #reading: Promise<void> = Promise.resolve();
  #changing: Promise<void> = Promise.resolve();

  private constructor(log: Log, fold: LogFold<State, Event>) {
    this.#log = log;
    this.#fold = fold;
    this.#stopFollowing = log.onAppended(fold.name, (last) => {
      // What is not read now is read before the next change.
      if (last > this.#sequence) void this.refresh().catch(() => {});
    });
  }

  /** Reads the whole log. Throws LessonError `unavailable` while it is away. */
  static async open<State, Event>(log: Log, fold: LogFold<State, Event>): Promise<FoldedLog<State, Event>> {
    const folded = new FoldedLog(log, fold);
    await folded.refresh();
    return folded;
  }

  get state(): State {
    return this.#fold.state;
  }

  /** Reads what other nodes have appended. Throws LessonError `unavailable`. */
  async refresh(): Promise<void> {
    const reading = this.#reading.catch(() => {}).then(() => this.#read());
    this.#reading = reading;
    await available(reading);
  }

  /**
   * Decides against the newest state, again if another node was faster, and returns when the events are kept. What `decide` throws is
   * thrown, and nothing is kept; no events change nothing. Throws LessonError `unavailable` while the log is away.
   */
  change(decide: (state: State) => Event[]): Promise<void> {
    // One after the other, so that a node's own changes never meet each other.
    const changing = this.#changing.catch(() => {}).then(() => this.#append(decide));
    this.#changing = changing;
    return changing;
  }

  close(): void {
    this.#stopFollowing();
  }

  async #append(decide: (state: State) => Event[]): Promise<void> {
    for (;;) {
      await this.refresh();
      const expected = this.#sequence;
      const events = decide(this.state);
      if (events.length === 0) return;
      const { ok } = await available(this.#log.append(this.#fold.name, expected, events));
      if (ok) return await this.refresh();
    }
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await this.#log.read<Event>(this.#fold.name, this.#sequence);
      for (const { sequence, at, entry } of page) {
        this.#fold.evolve(this.state, entry, at);
        this.#sequence = sequence;
      }
      if (page.length === 0) return;
    }
  }
}

async function available<Value>(promise: Promise<Value>): Promise<Value> {
  try {
    return await promise;
  } catch (cause) {
    if (cause instanceof LogUnavailable) throw new LessonError('unavailable', 'the log is away', { cause });
    throw cause;
  }
}
