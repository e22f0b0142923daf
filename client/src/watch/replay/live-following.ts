import { newestMs } from './join-window.ts';
import { catchUpRate, LiveEdge, leastLagMs } from './live-edge.ts';
import type { Archive } from './load-archive.ts';
import type { Growth } from './timeline.ts';

/** One whom the line has kept away for so long jumps. */
const jumpBeyondMs = 30_000;
/** One who is this close to the live edge is there. */
const nearMs = 1_500;
/** So much nearer to capture than the others is no harm. */
const nearerMs = 250;
/** Files that were asked for longer ago say that the line is down. */
const silentMs = 4_000;

/** How a replay stands to the lesson that is still being recorded. */
export interface LiveState {
  /** How far behind the live edge; about 0 for one who is live. */
  lateMs: number;
  /** How far behind capture. */
  behindMs: number;
  /** Whether the live edge is kept, and caught up with. */
  following: boolean;
}

/** Keeps a replay at the live edge of a lesson that is being recorded, for one who wants to be there. Owned by the replay's player. */
export class LiveFollowing {
  readonly #edge = new LiveEdge();
  readonly #now: () => number;
  #archive: Archive | null = null;
  #following = true;
  #leavesOut = true;

  /** `now`: a monotonic clock, the one by which archives say when they were asked for. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes the archive as it is now. `lastEventMs`: of its events, on the timeline. */
  observe(archive: Archive, lastEventMs: number): void {
    this.#archive = archive;
    // Events are there at once.
    const seenMs = Math.max(newestMs(archive.manifest), lastEventMs - leastLagMs);
    this.#edge.observe(seenMs, archive.askedAt, this.#now());
  }

  get isLive(): boolean {
    return this.#archive !== null && !this.#archive.manifest.sealed && this.#edge.isLive(this.#now());
  }

  /** What is known of tracks whose end is open; null when nothing more comes. */
  growth(over: ReadonlySet<string>): Growth | null {
    return this.isLive ? { knownUntilMs: this.#edge.knownUntilMs(), over } : null;
  }

  /** Where the lesson ends by its log; infinite while it runs. */
  get lessonEndMs(): number {
    const { endedAt = null, startedAt = 0 } = this.#archive?.manifest ?? {};
    return endedAt === null ? Number.POSITIVE_INFINITY : endedAt - startedAt;
  }

  /** Where live viewers are now. */
  get liveMs(): number {
    return Math.min(Math.max(0, this.#edge.liveMs(this.#now())), this.lessonEndMs);
  }

  /** Whether a position is too near to capture to be played without a stop: a lesson that has just begun is waited for. */
  isTooNear(positionMs: number): boolean {
    return this.isLive && positionMs < this.lessonEndMs && positionMs > this.#edge.liveMs(this.#now()) + nearerMs;
  }

  /** Where one at this position begins to play: who follows without catching up, where the lesson is by now; who is at the end, anew. */
  startMs(positionMs: number, durationMs: number): number {
    if (this.isLive) return this.#following && this.#leavesOut ? this.liveMs : positionMs;
    return positionMs >= durationMs ? 0 : positionMs;
  }

  /** Where one can go. `durationMs`: of what is kept. */
  endMs(durationMs: number): number {
    return this.isLive ? this.liveMs : durationMs;
  }

  /** Beyond this nothing is played: the live edge is kept by speed, and one who keeps it may be a little ahead. */
  lastMs(durationMs: number): number {
    return this.isLive ? this.lessonEndMs : durationMs;
  }

  /** Whether what the server says is too old to know what comes. */
  get isLineDown(): boolean {
    return this.isLive && this.#now() - (this.#archive?.askedAt ?? 0) > silentMs;
  }

  /** The viewer has gone to a position by itself. */
  wentTo(positionMs: number): void {
    this.#following = positionMs >= this.liveMs - nearMs;
    this.#leavesOut = true;
  }

  get following(): boolean {
    return this.#following;
  }

  /** From now on the live edge is kept. `leavesOut`: whether what was missed may be left out where it is much. */
  follow(leavesOut: boolean): void {
    this.#following = true;
    this.#leavesOut = leavesOut;
  }

  /** The viewer stays where it is, or watches at a speed of its own. */
  leave(): void {
    this.#following = false;
  }

  /** Null when nothing is live. */
  stateAt(positionMs: number): LiveState | null {
    if (!this.isLive) return null;
    const now = this.#now();
    const behindMs = Math.max(0, Math.min(this.#edge.captureMs(now), this.lessonEndMs) - positionMs);
    return { lateMs: Math.max(0, this.liveMs - positionMs), behindMs, following: this.#following };
  }

  /** What a playing replay at this position does to be where it should: a speed, or a jump. `rate`: its speed; `wanted`: the viewer's. */
  next(positionMs: number, rate: number, wanted: number): { rate: number } | { jumpToMs: number } {
    if (!this.isLive) return { rate: wanted };
    const lateMs = this.liveMs - positionMs;
    // Whoever watches faster than it is taught arrives at the live edge, and stays.
    if (lateMs <= 0 && wanted > 1) this.#following = true;
    if (!this.#following) return { rate: wanted };
    if (lateMs < nearMs) this.#leavesOut = true;
    return lateMs > jumpBeyondMs && this.#leavesOut ? { jumpToMs: this.liveMs } : { rate: catchUpRate(lateMs, rate) };
  }
}
