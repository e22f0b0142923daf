import {
  emptyLesson,
  evolve,
  type LessonEntry,
  type LessonState,
  type ParticipantId,
} from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import { mayRecordBeside } from './may-record-beside.ts';
import { whenToClaim } from './when-to-claim.ts';

export interface StandbyOptions {
  isSpare: boolean;
  participantId: () => ParticipantId | null;
  /** The lesson clock. */
  nowMs: () => number;
  /** Claims the lesson; resolves when it is this recorder's, or another's. Never rejects. */
  claim: () => Promise<void>;
  /** Where two record at once: null for a recorder that only stands by. */
  twin: TwinPart | null;
  logger: Logger;
}

/** The part of a recorder that records beside the one that has the lesson. */
export interface TwinPart {
  /** Whether it does. */
  isTaken: () => boolean;
  /** Resolves when it does, or may not. Never rejects. */
  take: () => Promise<void>;
}

/** Of these the newest are kept for a recording that begins: those that the recorder before it did not write down any more. */
const keptEntries = 2_000;
const againMs = 200;

/** Follows a lesson's log without touching its archive, ready to record it as soon as nobody else does. Owned by the lesson's work. */
export class Standby {
  readonly #options: StandbyOptions;
  #state: LessonState = emptyLesson;
  #recent: LessonEntry[] = [];
  #upSinceMs: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClaiming = false;
  #hasSaidSo = false;
  #closed = false;

  constructor(options: StandbyOptions) {
    this.#options = options;
  }

  get state(): LessonState {
    return this.#state;
  }

  /** The entries behind one; null when some of them are not here any more. */
  entriesAfter(sequence: number): LessonEntry[] | null {
    const first = this.#recent[0];
    const isWhole = sequence >= this.#state.sequence || (first !== undefined && first.sequence <= sequence + 1);
    return isWhole ? this.#recent.filter((entry) => entry.sequence > sequence) : null;
  }

  /** The line is up; the entries that were missed come right behind. */
  up(snapshot: LessonState | null): void {
    if (snapshot !== null) this.adopt(snapshot);
    this.#upSinceMs = this.#options.nowMs();
    // What was missed must be here before anything is decided.
    this.#lookAfter(0);
  }

  /** Goes on from a state whose entries are not known. */
  adopt(state: LessonState): void {
    this.#state = state;
    this.#recent = [];
  }

  entries(entries: readonly LessonEntry[]): void {
    for (const entry of entries) {
      if (entry.sequence <= this.#state.sequence) continue;
      this.#state = evolve(this.#state, entry);
      this.#recent.push(entry);
    }
    if (this.#recent.length > keptEntries * 2) this.#recent = this.#recent.slice(-keptEntries);
    this.look();
  }

  /** Claims the lesson if it is time to, or waits until it is. */
  look(): void {
    const participantId = this.#options.participantId();
    if (this.#closed || this.#isClaiming || participantId === null || this.#upSinceMs === null) return;
    const { isSpare, nowMs, twin, claim } = this.#options;
    const atMs = whenToClaim(this.#state, { participantId, isSpare, upSinceMs: this.#upSinceMs });
    if (atMs === null) {
      if (twin && !twin.isTaken() && mayRecordBeside(this.#state, participantId)) void this.#claim(twin.take);
      else this.#waits();
      return;
    }
    if (atMs > nowMs()) this.#lookAfter(atMs - nowMs());
    else void this.#claim(claim);
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #lookAfter(delayMs: number): void {
    if (this.#closed) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), delayMs + 1);
  }

  #waits(): void {
    if (this.#state.phase.name === 'planned') return;
    if (!this.#hasSaidSo) this.#options.logger.info('standing by');
    this.#hasSaidSo = true;
  }

  async #claim(take: () => Promise<void>): Promise<void> {
    this.#isClaiming = true;
    await take();
    this.#isClaiming = false;
    // What was heard meanwhile has not been looked at; whoever may not claim knows why before long.
    this.#lookAfter(againMs);
  }
}
