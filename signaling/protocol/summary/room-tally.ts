import { Presence } from './presence.ts';

/** What the log says of one classroom, counted entry by entry. */
export class RoomTally {
  readonly presence = new Presence();
  handsRaised = 0;
  stageTimes = 0;
  stageMs = 0;
  messages = 0;
  inquiries = 0;
  inquiriesAnswered = 0;
  helpCalls = 0;
  present: number | null = null;
  expected: number | null = null;
  #stagedSince: number | null = null;

  stage(at: number): void {
    this.stageTimes += 1;
    this.#stagedSince = at;
  }

  unstage(at: number): void {
    this.stageMs = this.stageMsUntil(at);
    this.#stagedSince = null;
  }

  /** Time on stage so far. */
  stageMsUntil(now: number): number {
    return this.stageMs + (this.#stagedSince === null ? 0 : Math.max(0, now - this.#stagedSince));
  }
}
