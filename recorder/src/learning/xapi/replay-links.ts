import type { XapiSettings } from './naming.ts';
import type { Iri } from './statement.ts';

/** Links into one lesson's replay; none where settings want none. */
export class ReplayLinks {
  readonly #settings: XapiSettings;
  /** Up to the second. */
  readonly #stem: string;
  readonly #openedAt: number;

  /** `webPath`: of the archive, with its secret. `openedAt`: zero of its timeline. */
  constructor(settings: XapiSettings, webPath: string, openedAt: number) {
    this.#settings = settings;
    this.#stem = `${new URL('watch', settings.home)}#${new URLSearchParams({ a: webPath })}&at=`;
    this.#openedAt = openedAt;
  }

  /** The second of the archive's timeline; what came before the opening is at its beginning. */
  secondOf(at: number): number {
    return Math.max(0, at - this.#openedAt) / 1_000;
  }

  /** The replay at a moment; null where settings want no links. */
  to(at: number): Iri | null {
    if (!this.#settings.replayLinks) return null;
    return `${this.#stem}${this.secondOf(at)}`;
  }

  moreInfo(at: number): { moreInfo?: Iri } {
    const link = this.to(at);
    return link === null ? {} : { moreInfo: link };
  }
}
