import { Watched } from '../watched.ts';
import type { CardPupil } from './card-answers.ts';
import { cardPupils, type RosterPupil } from './card-pupils.ts';

/** What is known of a classroom's list of pupils. `none`: it has none. `failed`: it could not be asked for; cards count without names. */
export type CardRoster =
  | { state: 'loading' | 'none' | 'failed'; pupils: null }
  | { state: 'known'; pupils: readonly CardPupil[] };

/** Asks for the classroom's pupils, again when somebody says so. */
export class RosterLoad {
  readonly roster = new Watched<CardRoster>({ state: 'loading', pupils: null });
  readonly #fetch: (signal: AbortSignal) => Promise<readonly RosterPupil[]>;
  readonly #away = new AbortController();

  constructor(fetch: (signal: AbortSignal) => Promise<readonly RosterPupil[]>) {
    this.#fetch = fetch;
  }

  async load(): Promise<void> {
    const { signal } = this.#away;
    this.roster.set({ state: 'loading', pupils: null });
    try {
      const pupils = await this.#fetch(signal);
      if (signal.aborted) return;
      this.roster.set(
        pupils.length > 0 ? { state: 'known', pupils: cardPupils(pupils) } : { state: 'none', pupils: null },
      );
    } catch {
      if (!signal.aborted) this.roster.set({ state: 'failed', pupils: null });
    }
  }

  /** Nobody looks any more. Idempotent. */
  close(): void {
    this.#away.abort();
  }
}
