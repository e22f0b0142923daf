import { LessonError } from '../../protocol/lesson.ts';
import { type Log, LogUnavailable } from '../log/log.ts';
import { type CatalogueEvent, evolveCatalogue } from './events.ts';
import { type CatalogueState, emptyCatalogue } from './state.ts';

const name = 'catalogue';

/** The catalogue's fold of its log, which other nodes may write to as well. */
export class CatalogueLog {
  readonly state: CatalogueState = emptyCatalogue();
  readonly #log: Log;
  readonly #stopFollowing: () => void;
  #sequence = 0;
  #reading: Promise<void> = Promise.resolve();
  #changing: Promise<void> = Promise.resolve();

  private constructor(log: Log) {
    this.#log = log;
    this.#stopFollowing = log.onAppended(name, (last) => {
      // What is not read now is read before the next change.
      if (last > this.#sequence) void this.refresh().catch(() => {});
    });
  }

  /** Reads the whole log. Throws LessonError `unavailable` while it is away. */
  static async open(log: Log): Promise<CatalogueLog> {
    const catalogue = new CatalogueLog(log);
    await catalogue.refresh();
    return catalogue;
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
  change(decide: (state: CatalogueState) => CatalogueEvent[]): Promise<void> {
    // One after the other, so that a node's own changes never meet each other.
    const changing = this.#changing.catch(() => {}).then(() => this.#append(decide));
    this.#changing = changing;
    return changing;
  }

  close(): void {
    this.#stopFollowing();
  }

  async #append(decide: (state: CatalogueState) => CatalogueEvent[]): Promise<void> {
    for (;;) {
      await this.refresh();
      const expected = this.#sequence;
      const events = decide(this.state);
      if (events.length === 0) return;
      const { ok } = await available(this.#log.append(name, expected, events));
      if (ok) return await this.refresh();
    }
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await this.#log.read<CatalogueEvent>(name, this.#sequence);
      for (const { sequence, at, entry } of page) {
        evolveCatalogue(this.state, entry, at);
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
