import type { LessonPlan } from '@tongke/sfu/control';
import type { LessonState } from '@tongke/signaling/protocol/lesson';
import type { Held } from '../../sfu/src/plan/held.ts';
import { PlanIndex } from '../../sfu/src/plan/plan-index.ts';
import { type Operation, reconcile } from '../../sfu/src/plan/reconcile.ts';

type Mutable<T> =
  T extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Mutable<Value>>
    : T extends ReadonlySet<infer Item>
      ? Set<Item>
      : T extends object
        ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
        : T;

/** An sfu's lesson without media: what it holds, by the sfu's own reconciliation. */
export class HeldMedia {
  readonly held: Mutable<Held> = { seats: new Map(), tracks: new Map(), taps: new Map() };
  #index: PlanIndex | undefined;
  #nowMs = 0;

  get sequence(): number {
    return this.#index?.plan.sequence ?? 0;
  }

  /** What the browsers and the recorder of a lesson do: open their seats, publish their tracks, look at everything. */
  open(state: LessonState): void {
    const trackIds = Object.keys(state.tracks);
    for (const id of Object.keys(state.participants)) {
      const interest = new Map(trackIds.map((trackId) => [trackId, 0]));
      const former = this.held.seats.get(id);
      if (former) former.interest = interest;
      else this.held.seats.set(id, { openedAtMs: this.#nowMs, admitted: false, interest, wants: new Map() });
    }
    for (const { trackId, participantId, muted } of Object.values(state.tracks)) {
      if (this.held.tracks.has(trackId)) continue;
      const track = { seatId: participantId, publishedAtMs: this.#nowMs, admitted: false, paused: muted };
      this.held.tracks.set(trackId, track);
    }
    const { recorderId, twinId } = state.recording;
    for (const recorder of [recorderId, twinId]) {
      if (recorder === null || this.held.taps.has(recorder)) continue;
      this.held.taps.set(recorder, { openedAtMs: this.#nowMs, admitted: false, trackIds: new Set() });
    }
  }

  /** As the sfu does: an older plan than the one that holds is ignored. */
  apply(plan: LessonPlan): void {
    if (plan.sequence >= this.sequence || !this.#index) this.#index = new PlanIndex(plan);
    this.settle();
  }

  /** Does what is to be done now. */
  settle(): void {
    for (const operation of reconcile(this.#index, this.held, this.#nowMs).operations) this.#do(operation);
  }

  /** What would still be to do: nothing, after settling. */
  get unsettled(): Operation[] {
    return reconcile(this.#index, this.held, this.#nowMs).operations;
  }

  /** Grace times run out. */
  wait(ms: number): void {
    this.#nowMs += ms;
    this.settle();
  }

  #do(operation: Operation): void {
    const { seats, tracks, taps } = this.held;
    switch (operation.kind) {
      case 'admitSeat':
        change(seats, operation.seatId, (seat) => ({ ...seat, admitted: true }));
        return;
      case 'closeSeat':
        seats.delete(operation.seatId);
        for (const [trackId, { seatId }] of [...tracks]) if (seatId === operation.seatId) this.#closeTrack(trackId);
        return;
      case 'admitTrack':
        change(tracks, operation.trackId, (track) => ({ ...track, admitted: true }));
        return;
      case 'closeTrack':
        this.#closeTrack(operation.trackId);
        return;
      case 'pauseTrack':
        change(tracks, operation.trackId, (track) => ({ ...track, paused: operation.paused }));
        return;
      case 'want':
        seats.get(operation.seatId)?.wants.set(operation.trackId, operation.want);
        return;
      case 'unwant':
        seats.get(operation.seatId)?.wants.delete(operation.trackId);
        return;
      case 'admitTap':
        change(taps, operation.tapId, (tap) => ({ ...tap, admitted: true }));
        return;
      case 'closeTap':
        taps.delete(operation.tapId);
        return;
      case 'tapTrack':
        taps.get(operation.tapId)?.trackIds.add(operation.trackId);
        return;
      case 'untapTrack':
        taps.get(operation.tapId)?.trackIds.delete(operation.trackId);
    }
  }

  #closeTrack(trackId: string): void {
    this.held.tracks.delete(trackId);
    for (const seat of this.held.seats.values()) seat.wants.delete(trackId);
    for (const tap of this.held.taps.values()) tap.trackIds.delete(trackId);
  }
}

function change<Value>(map: Map<string, Value>, key: string, to: (value: Value) => Value): void {
  const value = map.get(key);
  if (value !== undefined) map.set(key, to(value));
}
