import { limits } from '../limits.ts';
import type { Held, HeldSeat } from './held.ts';
import type { PlanIndex, Want } from './plan-index.ts';

/** One step from what is held to what the plan wants. Closing a seat closes its tracks; closing a track ends its wants. */
export type Operation =
  | { kind: 'admitSeat' | 'closeSeat'; seatId: string }
  | { kind: 'admitTrack' | 'closeTrack'; trackId: string }
  | { kind: 'pauseTrack'; trackId: string; paused: boolean }
  | { kind: 'want'; seatId: string; trackId: string; want: Want }
  | { kind: 'unwant'; seatId: string; trackId: string }
  | { kind: 'admitTap' | 'closeTap'; tapId: string }
  | { kind: 'tapTrack' | 'untapTrack'; tapId: string; trackId: string };

export interface Reconciliation {
  operations: Operation[];
  /** When something that no plan has named runs out of grace: reconcile again then. */
  deadlineMs: number | undefined;
}

/** What a grace time says about something that the plan does not name. */
type Fate = 'keep' | 'close';

/**
 * The difference between a lesson's plan and what is held. Pure: applying the operations and asking again gives none.
 * Without a plan nothing is received, and what waits for one is kept for its grace time.
 */
export function reconcile(index: PlanIndex | undefined, held: Held, nowMs: number): Reconciliation {
  const operations: Operation[] = [];
  let deadlineMs: number | undefined;
  const fate = (sinceMs: number, admitted: boolean): Fate => {
    const untilMs = sinceMs + limits.graceMs;
    if (admitted || untilMs <= nowMs) return 'close';
    deadlineMs = Math.min(deadlineMs ?? untilMs, untilMs);
    return 'keep';
  };

  const seats = new Map<string, HeldSeat>();
  for (const [seatId, seat] of held.seats) {
    const planned = index?.hasSeat(seatId) === true;
    if (planned && !seat.admitted) operations.push({ kind: 'admitSeat', seatId });
    if (!planned && fate(seat.openedAtMs, seat.admitted) === 'close') operations.push({ kind: 'closeSeat', seatId });
    else seats.set(seatId, seat);
  }

  const flowing = new Set<string>();
  for (const [trackId, track] of held.tracks) {
    if (!seats.has(track.seatId)) continue;
    const planned = index?.track(trackId, track.seatId);
    if (planned === undefined) {
      if (fate(track.publishedAtMs, track.admitted) === 'close') operations.push({ kind: 'closeTrack', trackId });
      continue;
    }
    flowing.add(trackId);
    if (!track.admitted) operations.push({ kind: 'admitTrack', trackId });
    if (track.paused !== planned.paused) operations.push({ kind: 'pauseTrack', trackId, paused: planned.paused });
  }

  for (const [seatId, seat] of seats) operations.push(...seatOperations(index, held, seatId, seat, flowing));

  for (const [tapId, tap] of held.taps) {
    const planned = index?.hasTap(tapId) === true ? index.plan.taps[tapId] : undefined;
    if (planned === undefined && fate(tap.openedAtMs, tap.admitted) === 'close') {
      operations.push({ kind: 'closeTap', tapId });
      continue;
    }
    if (planned !== undefined && !tap.admitted) operations.push({ kind: 'admitTap', tapId });
    const trackIds = new Set(planned?.trackIds.filter((trackId) => flowing.has(trackId)));
    for (const trackId of trackIds) {
      if (!tap.trackIds.has(trackId)) operations.push({ kind: 'tapTrack', tapId, trackId });
    }
    for (const trackId of tap.trackIds) {
      if (!trackIds.has(trackId)) operations.push({ kind: 'untapTrack', tapId, trackId });
    }
  }
  return { operations, deadlineMs };
}

/** The part of {@link reconcile} that concerns what one seat receives, for when only that seat has changed. */
export function reconcileSeat(index: PlanIndex | undefined, held: Held, seatId: string): Operation[] {
  const seat = held.seats.get(seatId);
  return seat === undefined ? [] : seatOperations(index, held, seatId, seat);
}

function seatOperations(
  index: PlanIndex | undefined,
  held: Held,
  seatId: string,
  seat: HeldSeat,
  flowing?: ReadonlySet<string>,
): Operation[] {
  const operations: Operation[] = [];
  const receivable = (trackId: string): boolean => {
    const track = held.tracks.get(trackId);
    if (track === undefined || track.seatId === seatId) return false;
    return flowing === undefined ? index?.track(trackId, track.seatId) !== undefined : flowing.has(trackId);
  };
  const wants = index?.wants(seatId, seat.interest, receivable) ?? new Map<string, Want>();
  for (const [trackId, want] of wants) {
    const now = seat.wants.get(trackId);
    if (now?.priority === want.priority && now.maxSpatialLayer === want.maxSpatialLayer) continue;
    operations.push({ kind: 'want', seatId, trackId, want });
  }
  for (const trackId of seat.wants.keys()) {
    if (!wants.has(trackId)) operations.push({ kind: 'unwant', seatId, trackId });
  }
  return operations;
}
