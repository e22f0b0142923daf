import type { Playback } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FilmElement, FilmPlayer } from './film-player.ts';

const durationMs = 60_000;

/** A media element that plays by the fake clock: late to start, slow to jump, and off by its own drift. */
class FakeElement implements FilmElement {
  paused = true;
  seeking = false;
  readyState = 4;
  muted = false;
  ended = false;
  jumps = 0;
  refusesSound = false;
  /** How long it takes to begin, and to jump. */
  startTakesMs = 40;
  jumpTakesMs = 150;
  /** How much faster than it should its device plays. */
  drift = 1;
  #rate = 1;
  #at = 0;
  #since = 0;

  get playbackRate(): number {
    return this.#rate;
  }

  set playbackRate(rate: number) {
    this.#at = this.currentTime;
    this.#since = Math.max(this.#since, Date.now());
    this.#rate = rate;
  }

  get currentTime(): number {
    const goneMs = this.paused || this.seeking ? 0 : Math.max(0, Date.now() - this.#since);
    return this.#at + (goneMs / 1_000) * this.#rate * this.drift;
  }

  set currentTime(seconds: number) {
    this.jumps += 1;
    this.#at = seconds;
    this.seeking = true;
    setTimeout(() => {
      this.seeking = false;
      this.#since = Date.now();
    }, this.jumpTakesMs);
  }

  play(): Promise<void> {
    if (this.refusesSound && !this.muted) return Promise.reject(new DOMException('no', 'NotAllowedError'));
    this.paused = false;
    this.#since = Date.now() + this.startTakesMs;
    return Promise.resolve();
  }

  pause(): void {
    this.#at = this.currentTime;
    this.paused = true;
  }
}

const clock = { now: () => Date.now(), rate: 1, running: true };
let element: FakeElement;
let player: FilmPlayer;
const muted = vi.fn();
const playing = (positionMs: number, startsAt: number): Playback => ({ state: 'playing', positionMs, startsAt });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  muted.mockClear();
  clock.running = true;
  element = new FakeElement();
  player = new FilmPlayer(element, clock, muted);
});

afterEach(() => {
  player.close();
  vi.useRealTimers();
});

test('starts at the moment that was set for all, and not before', async () => {
  player.follow(playing(0, Date.now() + 750), durationMs);
  await pass(700);
  expect(element.paused).toBe(true);
  await pass(60);
  expect(element.paused).toBe(false);
  await pass(1_500);
  expect(Math.abs(player.skewMs() ?? 99)).toBeLessThan(33);
});

test('a device that is slow to start is told earlier the next time', async () => {
  element.startTakesMs = 160;
  const startAgain = async () => {
    player.follow(playing(0, Date.now() + 800), durationMs);
    await pass(1_000);
    const skewMs = Math.abs(player.skewMs() ?? 999);
    player.follow({ state: 'paused', positionMs: 0 }, durationMs);
    await pass(1_000);
    return skewMs;
  };
  const first = await startAgain();
  for (let turn = 0; turn < 4; turn += 1) await startAgain();
  expect(first).toBeGreaterThan(60);
  expect(await startAgain()).toBeLessThan(33);
});

test('whoever comes late is brought to the right place', async () => {
  player.follow(playing(5_000, Date.now() - 20_000), durationMs);
  await pass(4_000);
  expect(Math.abs(player.skewMs() ?? 999)).toBeLessThan(33);
  expect(element.currentTime).toBeGreaterThan(28);
});

test('a device that plays a little fast is held in step by its speed, without a jump', async () => {
  element.drift = 1.004;
  player.follow(playing(0, Date.now()), durationMs);
  await pass(2_000);
  const before = element.jumps;
  let worst = 0;
  for (let second = 0; second < 30; second += 1) {
    await pass(1_000);
    worst = Math.max(worst, Math.abs(player.skewMs() ?? 999));
  }
  expect(worst).toBeLessThan(60);
  expect(element.jumps).toBe(before);
});

test('stands still where all stand still, and goes on from there', async () => {
  player.follow(playing(0, Date.now()), durationMs);
  await pass(5_000);
  player.follow({ state: 'paused', positionMs: 4_800 }, durationMs);
  await pass(500);
  expect(element.paused).toBe(true);
  expect(element.currentTime).toBeCloseTo(4.8, 1);
  player.follow(playing(30_000, Date.now() + 800), durationMs);
  await pass(700);
  expect(element.currentTime).toBeCloseTo(30, 1);
  await pass(2_000);
  expect(Math.abs(player.skewMs() ?? 99)).toBeLessThan(33);
});

test('follows a replay that stands still', async () => {
  player.follow(playing(0, Date.now()), durationMs);
  await pass(2_000);
  clock.running = false;
  await pass(200);
  expect(element.paused).toBe(true);
});

test('waits for its file: nothing is moved before it is known', async () => {
  element.readyState = 0;
  player.follow(playing(0, Date.now() - 3_000), durationMs);
  await pass(1_000);
  expect([element.paused, element.jumps]).toEqual([true, 0]);
  element.readyState = 4;
  await pass(3_000);
  expect(Math.abs(player.skewMs() ?? 999)).toBeLessThan(33);
});

test('where the browser refuses sound the pictures go on, and somebody is asked to click', async () => {
  element.refusesSound = true;
  player.follow(playing(0, Date.now()), durationMs);
  await pass(2_000);
  expect(muted).toHaveBeenCalledTimes(1);
  expect([element.muted, element.paused]).toEqual([true, false]);
});

test('a closed player moves nothing more', async () => {
  player.follow(playing(0, Date.now() + 500), durationMs);
  player.close();
  await pass(5_000);
  expect(element.paused).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
