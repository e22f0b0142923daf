import type { TrackStats } from './replay-view.ts';
import type { SegmentLoader } from './segment-loader.ts';
import { type Condition, SegmentSource } from './segment-source.ts';
import { correct, seekBeyondMs } from './sync.ts';
import { gapAt, type ReplayTrack } from './timeline.ts';

/** What the clock says at one look. */
export interface ClockLook {
  positionMs: number;
  rate: number;
  /** Whether time goes on. */
  running: boolean;
}

/** A paused picture may be so far off before it is moved. */
const pausedOffMs = 20;
/** A track that has just jumped is given this long to settle. */
const settleMs = 1_200;

/** Plays one track in step with the clock, on one media element. */
export class TrackPlayer {
  readonly #element: HTMLMediaElement;
  readonly #source: SegmentSource;
  readonly #onBlocked: () => void;
  #track: ReplayTrack;
  #jumpedAt = Number.NEGATIVE_INFINITY;
  #landed = true;
  /** A picture ran since it was moved last: at a higher speed what is on the screen is behind what its position says. */
  #hasRun = false;
  #seekTakesMs = 80;
  #closed = false;
  #condition: Condition = 'loading';

  /** `onBlocked`: the browser wants a click before it plays sound. */
  constructor(
    track: ReplayTrack,
    element: HTMLMediaElement,
    options: { loader: SegmentLoader; heightPx: number; onBlocked: () => void },
  ) {
    this.#track = track;
    this.#element = element;
    this.#onBlocked = options.onBlocked;
    this.#source = new SegmentSource(element, track, options.loader, options.heightPx);
  }

  get track(): ReplayTrack {
    return this.#track;
  }

  get element(): HTMLMediaElement {
    return this.#element;
  }

  get condition(): Condition {
    return this.#condition;
  }

  /** Whether it runs by itself, so that its position means something. */
  get playing(): boolean {
    const { paused, seeking, readyState } = this.#element;
    return !paused && !seeking && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  }

  /** Its position on the lesson's timeline less the clock's, milliseconds; positive when it is ahead. */
  skewMs(positionMs: number): number {
    return this.#element.currentTime * 1_000 - positionMs;
  }

  stats(positionMs: number): TrackStats {
    const picture = this.#element instanceof HTMLVideoElement ? this.#element : null;
    return {
      trackId: this.#track.trackId,
      source: this.#track.source,
      participantId: this.#track.participantId,
      currentTimeMs: this.#element.currentTime * 1_000,
      skewMs: this.skewMs(positionMs),
      readyState: this.#element.readyState,
      width: picture?.videoWidth ?? 0,
      height: picture?.videoHeight ?? 0,
      condition: this.#condition,
    };
  }

  update(track: ReplayTrack, heightPx: number): void {
    this.#track = track;
    this.#source.update(track, heightPx);
  }

  /**
   * Loads, and brings a track that stands still to where it will start: to the clock's position, or to its own next
   * media. Says what the clock's position is like.
   */
  prepare(look: ClockLook): Condition {
    const condition = this.#prepared(look);
    // What was taken for a pause and came late after all joins the others, who do not wait for it.
    const isLate = this.#track.growing && look.running && condition === 'loading' && this.#condition === 'gap';
    this.#condition = isLate ? 'gap' : condition;
    return this.#condition;
  }

  #prepared({ positionMs, running }: ClockLook): Condition {
    const startMs = Math.max(positionMs, this.#track.fromMs);
    const onwardMs = Math.min(gapAt(this.#track, startMs)?.toMs ?? startMs, this.#track.toMs);
    this.#source.follow(onwardMs);
    const condition = this.#source.conditionAt(startMs);
    const { paused, seeking, readyState } = this.#element;
    if (!paused || this.#source.conditionAt(onwardMs) !== 'ready') return condition;
    // While time goes on, a moved picture is late by as long as the move takes: `step` catches that up.
    const isStale = this.#hasRun && !running && this.#track.kind === 'video';
    const farOffMs = running && onwardMs === positionMs ? seekBeyondMs : pausedOffMs;
    const off = isStale || Math.abs(this.skewMs(onwardMs)) > farOffMs;
    if (!seeking && off) {
      this.#element.currentTime = onwardMs / 1_000;
      this.#hasRun = false;
    }
    const there = !off && !seeking && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    return condition === 'ready' && !there ? 'loading' : condition;
  }

  /** Stands still, until `prepare` has brought it to a new position. */
  halt(): void {
    this.#element.pause();
  }

  /** Runs or stands still as the clock does. `leads`: the clock follows this track, which is left alone. */
  step(look: ClockLook, leads: boolean): void {
    const element = this.#element;
    if (!look.running || this.#condition !== 'ready' || look.positionMs < this.#track.fromMs) {
      if (!element.paused) element.pause();
      return;
    }
    if (element.paused) this.#play(look.rate);
    if (element.seeking) return;
    this.#land(look);
    const skewMs = this.skewMs(look.positionMs);
    const correcting = !leads && element.playbackRate !== look.rate;
    const correction = correct(skewMs, { kind: this.#track.kind, rate: look.rate, correcting });
    if (correction.kind === 'seek') this.#jump(look);
    else this.#setRate(leads ? look.rate : correction.playbackRate);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#source.close();
  }

  #play(rate: number): void {
    this.#hasRun = true;
    this.#setRate(rate);
    this.#element.play().catch((error: unknown) => {
      // A pause that comes before the start has its own error, and is none.
      if (error instanceof DOMException && error.name === 'NotAllowedError' && !this.#closed) this.#onBlocked();
    });
  }

  #jump({ positionMs, rate }: ClockLook): void {
    if (performance.now() - this.#jumpedAt < settleMs) return;
    this.#jumpedAt = performance.now();
    this.#landed = false;
    // Time goes on while the element seeks: aim at where the clock will be.
    this.#element.currentTime = (positionMs + this.#seekTakesMs * rate) / 1_000;
  }

  #land({ positionMs, rate }: ClockLook): void {
    if (this.#landed) return;
    this.#landed = true;
    const missedMs = -this.skewMs(positionMs) / rate;
    this.#seekTakesMs = Math.min(600, Math.max(0, this.#seekTakesMs + missedMs * 0.5));
  }

  #setRate(rate: number): void {
    if (Math.abs(this.#element.playbackRate - rate) > 0.002) this.#element.playbackRate = rate;
  }
}
