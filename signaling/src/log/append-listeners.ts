import type { Logger } from 'pino';

interface Listening {
  readonly listeners: Set<(last: number) => void>;
  /** The highest last sequence that was told. */
  told: number;
}

/** Who wants to hear of which log's growth. Tells each only what is news. */
export class AppendListeners {
  readonly #logger: Logger;
  readonly #byName = new Map<string, Listening>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Adds a listener; `first` says whether it is the only one of that log so far. Returns its undo, which says whether it was the last. */
  add(name: string, listener: (last: number) => void): { first: boolean; remove: () => boolean } {
    const present = this.#byName.get(name);
    const listening = present ?? { listeners: new Set(), told: 0 };
    this.#byName.set(name, listening);
    // A function of its own, so that the same listener can be added twice.
    const own = (last: number) => listener(last);
    listening.listeners.add(own);
    const remove = () => {
      if (!listening.listeners.delete(own) || listening.listeners.size > 0) return false;
      this.#byName.delete(name);
      return true;
    };
    return { first: present === undefined, remove };
  }

  /** The logs that somebody listens to. */
  names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Tells that a log now ends at `last`. A listener's error is logged and stays with it. */
  tell(name: string, last: number): void {
    const listening = this.#byName.get(name);
    if (!listening || last <= listening.told) return;
    listening.told = last;
    for (const listener of [...listening.listeners]) {
      try {
        listener(last);
      } catch (error) {
        this.#logger.error({ err: error, log: name }, 'a listener to the log failed');
      }
    }
  }

  /** Forgets everybody. */
  clear(): void {
    this.#byName.clear();
  }
}
