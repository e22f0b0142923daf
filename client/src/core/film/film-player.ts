import { filmPosition, type Playback } from '@tongke/signaling/protocol/lesson';
import { correct, seekBeyondMs } from '../in-step.ts';

/** What a player needs of a media element. */
export type FilmElement = Pick<
  HTMLMediaElement,
  'currentTime' | 'paused' | 'seeking' | 'readyState' | 'playbackRate' | 'ended' | 'muted' | 'play' | 'pause'
>;

/** The clock that a film follows. */
export interface FilmClock {
  /** The lesson clock, milliseconds since the epoch. */
  now(): number;
  /** How fast it goes: 1 in a lesson; a replay may be slower or faster, or stand still. */
  readonly rate: number;
  readonly running: boolean;
}

const lookEveryMs = 100;
/** Standing still this close to where it should is there. */
const stillOffMs = 20;
/** After a jump an element is left alone until it has settled. */
const settleMs = 700;
/** Metadata is there: the element can be moved. */
const hasMetadata = 1;

/**
 * Keeps one media element in step with a film of the lesson: starts it at the moment that was set for all, brings it back
 * when it drifts, by its speed where little is wrong and by a jump where much is. Whoever comes late is brought to the right
 * place by the same means.
 */
export class FilmPlayer {
  readonly #element: FilmElement;
  readonly #clock: FilmClock;
  readonly #onMuted: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #starting: ReturnType<typeof setTimeout> | undefined;
  #film: { playback: Playback; durationMs: number } | null = null;
  #jumpedAt = Number.NEGATIVE_INFINITY;
  /** How long a start and a jump take here, learnt from each. */
  readonly #takesMs = { start: 40, jump: 60 };
  /** What was done last, until the element has come out of it. */
  #landing: 'start' | 'jump' | null = null;
  #startedFrom = 0;

  /** `onMuted`: the browser lets it play without sound only, until somebody clicks. */
  constructor(element: FilmElement, clock: FilmClock, onMuted: () => void) {
    this.#element = element;
    this.#clock = clock;
    this.#onMuted = onMuted;
    this.#timer = setInterval(() => this.step(), lookEveryMs);
  }

  /** Takes where the film is to be. */
  follow(playback: Playback, durationMs: number): void {
    this.#film = { playback, durationMs };
    clearTimeout(this.#starting);
    const waitMs = playback.state === 'playing' ? this.#waitMs(playback.startsAt) : 0;
    // Never late by a look: the start is awaited by itself.
    if (waitMs > 0) this.#starting = setTimeout(() => this.step(), Math.ceil(waitMs));
    this.step();
  }

  /** Where the element is less where it should be, milliseconds; null while it has nothing to play. */
  skewMs(): number | null {
    if (!this.#film || this.#element.readyState < hasMetadata) return null;
    const { playback, durationMs } = this.#film;
    return this.#element.currentTime * 1_000 - filmPosition(playback, durationMs, this.#clock.now());
  }

  /** One look: brings the element to where it should be. Called by itself ten times a second. */
  step(): void {
    const film = this.#film;
    const skewMs = this.skewMs();
    if (!film || skewMs === null) return;
    const { playback } = film;
    const isOn = this.#clock.running && playback.state === 'playing' && this.#waitMs(playback.startsAt) <= 0;
    if (!isOn) this.#standStill(skewMs);
    else if (!this.#element.ended || skewMs > seekBeyondMs) {
      // Told to start a little before its time: until then it is where it would be had it always played.
      const earlyMs = Math.max(0, playback.startsAt - this.#clock.now());
      this.#run(skewMs + earlyMs);
    }
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#starting);
    this.#film = null;
    this.#element.pause();
  }

  /** Until it must be told to start, so that it has started at that moment. */
  #waitMs(startsAt: number): number {
    return (startsAt - this.#clock.now()) / this.#clock.rate - this.#takesMs.start;
  }

  #standStill(skewMs: number): void {
    const element = this.#element;
    if (!element.paused) element.pause();
    if (!element.seeking && Math.abs(skewMs) > stillOffMs) element.currentTime -= skewMs / 1_000;
  }

  #run(skewMs: number): void {
    const element = this.#element;
    const { rate } = this.#clock;
    if (element.seeking) return;
    if (element.paused) {
      element.playbackRate = rate;
      this.#landing = 'start';
      this.#startedFrom = element.currentTime;
      element.play().catch((error: unknown) => this.#refused(error));
      return;
    }
    // Told to play, it takes its time until it does.
    if (this.#landing === 'start' && element.currentTime <= this.#startedFrom) return;
    if (this.#landing) this.#land(this.#landing, skewMs / rate);
    const correcting = element.playbackRate !== rate;
    const correction = correct(skewMs, { kind: 'audio', rate, correcting });
    if (correction.kind === 'rate') {
      if (element.playbackRate !== correction.playbackRate) element.playbackRate = correction.playbackRate;
    } else this.#jump(skewMs, rate);
  }

  /** What was missed by is aimed at the next time. Once far off, a start tells nothing: it was somebody who came late. */
  #land(by: 'start' | 'jump', missedMs: number): void {
    this.#landing = null;
    if (Math.abs(missedMs) > seekBeyondMs) return;
    const most = by === 'start' ? 250 : 1_000;
    this.#takesMs[by] = Math.min(most, Math.max(0, this.#takesMs[by] - missedMs / 2));
  }

  #jump(skewMs: number, rate: number): void {
    if (performance.now() - this.#jumpedAt < settleMs) return;
    this.#jumpedAt = performance.now();
    this.#landing = 'jump';
    this.#element.playbackRate = rate;
    // Time goes on while it jumps: it aims at where the film will be.
    this.#element.currentTime += (this.#takesMs.jump * rate - skewMs) / 1_000;
  }

  #refused(error: unknown): void {
    const isBlocked = error instanceof DOMException && error.name === 'NotAllowedError';
    if (!isBlocked || this.#element.muted) return;
    this.#element.muted = true;
    this.#onMuted();
  }
}
