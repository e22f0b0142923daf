/** How far behind capture the live edge is played: whole segments of 2 s, on their way for up to 2 s, and what a late one needs. */
export const liveDelayMs = 4_900;
/** A source's last segment comes so much later than it was sent: it is cut when nothing came for 3 s. */
const settleMs = 3_900;
/** A segment can be had no earlier than so long after its end: late packets are waited for, and the disk. */
export const leastLagMs = 250;
/** An archive of which nothing new comes for so long does not grow any more, whatever it says. */
const staleMs = 600_000;
/** One that has not been seen growing yet is believed for so long. */
const hopeMs = 10_000;
/** Off by more than this the live edge is caught up with, until it is off by less. */
const catchUp = { beginMs: 250, endMs: 60 } as const;
/** Speeds while catching up. */
const mostRate = 1.25;
const middleRate = 1.1;
const leastRate = 1.05;

/**
 * Where the capture of a growing lesson is now, by when its newest ends were seen: the quickest one tells the clock. Times `now` are
 * milliseconds by `performance.now()`; positions are on the lesson's timeline.
 */
export class LiveEdge {
  #newestMs = Number.NEGATIVE_INFINITY;
  /** Capture's clock less the page's. */
  #offsetMs = Number.NEGATIVE_INFINITY;
  #firstSeenAt: number | null = null;
  #grownAt: number | null = null;
  #askedAt = 0;

  /** The archive's newest moment is `newestMs`, as files say that were asked for at `askedAt` and were there at `now`. */
  observe(newestMs: number, askedAt: number, now: number): void {
    this.#askedAt = askedAt;
    if (newestMs <= this.#newestMs) return;
    if (this.#firstSeenAt === null) this.#firstSeenAt = now;
    else this.#grownAt = now;
    this.#newestMs = newestMs;
    this.#offsetMs = Math.max(this.#offsetMs, newestMs + leastLagMs - now);
  }

  /** Whether the lesson is being recorded now. */
  isLive(now: number): boolean {
    if (this.#firstSeenAt === null) return false;
    return this.#grownAt === null ? now - this.#firstSeenAt < hopeMs : now - this.#grownAt < staleMs;
  }

  /** The moment that is being captured. */
  captureMs(now: number): number {
    return now + this.#offsetMs;
  }

  /** The moment that live viewers see; before the lesson's beginning while it has just begun. */
  liveMs(now: number): number {
    return this.captureMs(now) - liveDelayMs;
  }

  /** Up to here nothing more will come. */
  knownUntilMs(): number {
    return this.captureMs(this.#askedAt) - settleMs;
  }
}

/** The speed of one who follows the live edge and is `lateMs` behind it; `rate` is the speed until now. Pitch is kept. Pure. */
export function catchUpRate(lateMs: number, rate: number): number {
  if (lateMs <= (rate > 1 ? catchUp.endMs : catchUp.beginMs)) return 1;
  // In steps: a sound that changes its speed all the time stumbles.
  return lateMs > 1_500 ? mostRate : lateMs > 300 ? middleRate : leastRate;
}
