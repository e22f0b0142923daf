import type { Clock } from './clock.ts';
import { limits } from './limits.ts';

/**
 * Decides when a track's sender is asked for a key frame, so that many newcomers never flood its encoder: a lone request
 * goes at once; the first three of a burst are 500 ms apart, the others 2 s while the storm lasts. It is a storm when
 * requests come faster than they are answered: newcomers one after the other, each waiting for its own picture, are
 * still served every 500 ms, for the first twenty of a burst.
 */
export class KeyFrameScheduler {
  readonly #clock: Clock;
  readonly #send: () => void;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #sentInBurst = 0;
  /** Requests that wait for the next one sent. */
  #asking = 0;
  #lastAnswered = 0;
  #extra = false;
  #cancel: (() => void) | undefined;
  #closed = false;

  /** `send` is called for each key frame that shall be asked for; requests that wait together are answered by one. */
  constructor(clock: Clock, send: () => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Asks for a key frame: now, or as soon as the spacing allows. */
  request(): void {
    if (this.#closed) return;
    this.#asking += 1;
    if (this.#cancel !== undefined) return;
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#sentAtMs >= limits.keyFrameCalmMs) this.#sentInBurst = 0;
    const waitMs = this.#extra ? 0 : this.#sentAtMs + this.#spacingMs() - nowMs;
    if (waitMs <= 0) this.#fire();
    else this.#cancel = this.#clock.after(waitMs, () => this.#fire());
  }

  /** Lets one request pass without waiting: for a stage call or a failover. */
  allowExtra(): void {
    if (this.#closed) return;
    this.#extra = true;
    if (this.#cancel !== undefined) this.#fire();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #spacingMs(): number {
    if (this.#sentInBurst === 0) return 0;
    if (this.#sentInBurst < limits.keyFramesBeforeStorm) return limits.keyFrameSpacingMs;
    const oneByOne = this.#lastAnswered <= 1 && this.#sentInBurst < limits.keyFramesOneByOne;
    return oneByOne ? limits.keyFrameSpacingMs : limits.keyFrameStormSpacingMs;
  }

  #fire(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#extra = false;
    this.#sentAtMs = this.#clock.nowMs();
    this.#sentInBurst += 1;
    this.#lastAnswered = this.#asking;
    this.#asking = 0;
    this.#send();
  }
}
