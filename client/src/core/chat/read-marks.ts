import type { ChatMessage } from '@tongke/signaling/protocol/lesson';
import { Watched } from '../watched.ts';

const prefix = 'tongke.read.';

/** Until when a seat has read a thread: lesson time of the last message, kept while this tab lives. */
export class ReadMark {
  readonly until: Watched<number>;
  readonly #key: string;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;

  constructor(name: string, storage: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage) {
    this.#key = prefix + name;
    this.#storage = storage;
    const kept = Number(storage.getItem(this.#key));
    this.until = new Watched(Number.isFinite(kept) ? kept : 0);
  }

  /** Everything that is there has been read. */
  read(messages: readonly Pick<ChatMessage, 'sentAt'>[]): void {
    const last = Math.max(this.until.get(), ...messages.map(({ sentAt }) => sentAt));
    if (last === this.until.get()) return;
    this.#storage.setItem(this.#key, String(last));
    this.until.set(last);
  }
}

const marks = new Map<string, ReadMark>();

/** The mark of one name: the same for all who ask on this page. */
export function readMark(name: string): ReadMark {
  const known = marks.get(name) ?? new ReadMark(name);
  marks.set(name, known);
  return known;
}
