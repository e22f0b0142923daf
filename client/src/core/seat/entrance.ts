import { type ErrorCode, LessonError, type SeatGrantAnswer } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';
import { backoffMs } from '../backoff.ts';
import { Watched } from '../watched.ts';
import { ownDeviceId } from './device-id.ts';
import { type KeptSeat, keepSeat, keptSeat, seatAddress } from './kept-seats.ts';

/** How far this page is with its right to a seat. */
export type EntranceState =
  | { name: 'asking' }
  /** The server cannot be reached; tried again for ever. */
  | { name: 'unreachable' }
  /** Another device sits there: waiting until staff agree. */
  | { name: 'waitingForSeat' }
  | { name: 'granted'; seat: KeptSeat }
  /** `noLink`: the address names no seat. */
  | { name: 'refused'; code: ErrorCode | 'noLink' };

const seatRepeatMs = 2_000;

/** Turns a link's token, or a kept key, into a seat; starts when the page loads, so that the join click is quick. */
export class Entrance {
  readonly state = new Watched<EntranceState>({ name: 'asking' });
  readonly #stop = new AbortController();

  constructor() {
    const token = new URLSearchParams(location.hash.slice(1)).get('t');
    const kept = keptSeat(location.hash);
    if (token) void this.#exchange(token);
    else if (kept) this.state.set({ name: 'granted', seat: kept });
    else this.state.set({ name: 'refused', code: 'noLink' });
    // Another link opened in the same window, as from one lesson to the next, changes nothing but the hash.
    const begin = () => {
      if (new URLSearchParams(location.hash.slice(1)).has('t')) location.reload();
    };
    addEventListener('hashchange', begin, { signal: this.#stop.signal });
  }

  /** Stops asking. Idempotent. */
  close(): void {
    this.#stop.abort();
  }

  async #exchange(token: string): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const body = { token, deviceId: ownDeviceId() };
        const grant = await request<SeatGrantAnswer>('/api/seats', { method: 'POST', body, signal });
        this.#granted({ ...grant, token });
        return;
      } catch (error) {
        if (signal.aborted) return;
        const code = error instanceof LessonError ? error.code : 'internal';
        if (code === 'seatTaken') this.state.set({ name: 'waitingForSeat' });
        else if (code === 'unavailable' || code === 'tooMany') this.state.set({ name: 'unreachable' });
        else {
          this.state.set({ name: 'refused', code });
          return;
        }
        await pause(code === 'seatTaken' ? seatRepeatMs : backoffMs(attempt, 500, 4_000), signal);
      }
    }
  }

  #granted(grant: SeatGrantAnswer & { token: string }): void {
    const seat = keepSeat(grant);
    // The token leaves the address bar, so that nobody copies or photographs it; a reload finds the kept key.
    history.replaceState(history.state, '', location.pathname + location.search + seatAddress(seat));
    this.state.set({ name: 'granted', seat });
  }
}

const pause = (delayMs: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
