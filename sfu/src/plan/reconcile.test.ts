import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LessonPlan } from '../../control/index.ts';
import { limits } from '../limits.ts';
import { PlanIndex, type Want } from './plan-index.ts';
import { type Operation, reconcile, reconcileSeat } from './reconcile.ts';

/** Held state as a lesson keeps it, with operations applied as a lesson applies them. */
class Books {
  readonly seats = new Map<
    string,
    { openedAtMs: number; admitted: boolean; interest: Map<string, number>; wants: Map<string, Want> }
  >();
  readonly tracks = new Map<string, { seatId: string; publishedAtMs: number; admitted: boolean; paused: boolean }>();
  readonly taps = new Map<string, { openedAtMs: number; admitted: boolean; trackIds: Set<string> }>();
  index: PlanIndex | undefined;

  apply(plan: LessonPlan, nowMs: number): void {
    if (this.index !== undefined && plan.sequence < this.index.plan.sequence) return;
    this.index = new PlanIndex(plan);
    this.settle(nowMs);
  }

  settle(nowMs: number): void {
    for (const operation of reconcile(this.index, this, nowMs).operations) this.perform(operation);
  }

  perform(operation: Operation): void {
    if (operation.kind === 'closeSeat') this.closeSeat(operation.seatId);
    if (operation.kind === 'closeTrack') this.closeTrack(operation.trackId);
    if (operation.kind === 'closeTap') this.taps.delete(operation.tapId);
    if (operation.kind === 'admitSeat') Object.assign(this.seats.get(operation.seatId) ?? {}, { admitted: true });
    if (operation.kind === 'admitTrack') Object.assign(this.tracks.get(operation.trackId) ?? {}, { admitted: true });
    if (operation.kind === 'admitTap') Object.assign(this.taps.get(operation.tapId) ?? {}, { admitted: true });
    if (operation.kind === 'pauseTrack') {
      Object.assign(this.tracks.get(operation.trackId) ?? {}, { paused: operation.paused });
    }
    if (operation.kind === 'want') this.seats.get(operation.seatId)?.wants.set(operation.trackId, operation.want);
    if (operation.kind === 'unwant') this.seats.get(operation.seatId)?.wants.delete(operation.trackId);
    if (operation.kind === 'tapTrack') this.taps.get(operation.tapId)?.trackIds.add(operation.trackId);
    if (operation.kind === 'untapTrack') this.taps.get(operation.tapId)?.trackIds.delete(operation.trackId);
  }

  closeSeat(seatId: string): void {
    this.seats.delete(seatId);
    for (const [trackId, track] of this.tracks) if (track.seatId === seatId) this.closeTrack(trackId);
  }

  closeTrack(trackId: string): void {
    this.tracks.delete(trackId);
    for (const { wants } of this.seats.values()) wants.delete(trackId);
    for (const { trackIds } of this.taps.values()) trackIds.delete(trackId);
  }
}

const seatNames = ['teacher', 'a', 'b', 'c'];
const trackNames = ['t1', 't2', 't3', 't4', 't5'];
const ownerOf = (trackId: string): string => seatNames[trackNames.indexOf(trackId) % 3] ?? 'teacher';

const receive = fc.record({
  trackId: fc.constantFrom(...trackNames),
  priority: fc.integer({ min: 1, max: 255 }),
  maxSpatialLayer: fc.integer({ min: 0, max: 2 }),
  demand: fc.constantFrom('always' as const, 'interest' as const),
});
const planBody = fc.record({
  groups: fc.record({ class: fc.array(receive), staff: fc.array(receive) }),
  seats: fc.dictionary(fc.constantFrom(...seatNames), fc.record({ group: fc.constantFrom('class', 'staff', 'none') })),
  tracks: fc
    .dictionary(fc.constantFrom(...trackNames), fc.boolean())
    .map((paused) =>
      Object.fromEntries(Object.entries(paused).map(([id, value]) => [id, { seatId: ownerOf(id), paused: value }])),
    ),
  taps: fc.dictionary(
    fc.constant('recorder'),
    fc.record({ trackIds: fc.array(fc.constantFrom(...trackNames)).map((ids) => [...new Set(ids)]) }),
  ),
});
/** Plans of rising sequence: the same number is always the same plan, since both come from the same log. */
const plans = fc
  .array(planBody, { minLength: 1, maxLength: 6 })
  .map((bodies) => bodies.map((body, position): LessonPlan => ({ sequence: position * 3 + 1, ...body })));

/** Everything open that could be, with every kind of interest, and no plan seen. */
function fullHouse(): Books {
  const books = new Books();
  for (const [position, seatId] of seatNames.entries()) {
    const interest = new Map(trackNames.slice(position).map((trackId, layer) => [trackId, layer % 3]));
    books.seats.set(seatId, { openedAtMs: 0, admitted: false, interest, wants: new Map() });
  }
  for (const trackId of trackNames) {
    books.tracks.set(trackId, { seatId: ownerOf(trackId), publishedAtMs: 0, admitted: false, paused: true });
  }
  books.taps.set('recorder', { openedAtMs: 0, admitted: false, trackIds: new Set() });
  return books;
}

const afterGraceMs = limits.graceMs + 1;

describe('reconcile', () => {
  test('is done after one go', () => {
    fc.assert(
      fc.property(plans, (all) => {
        const books = fullHouse();
        for (const plan of all) {
          books.apply(plan, 1);
          expect(reconcile(books.index, books, 1).operations).toEqual([]);
          for (const seatId of books.seats.keys()) expect(reconcileSeat(books.index, books, seatId)).toEqual([]);
        }
      }),
    );
  });

  test('ends the same whatever is repeated, late or out of order behind the newest', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.nat()), (all, picks) => {
        const newest = all.at(-1);
        if (newest === undefined) return;
        const [straight, shaken] = [fullHouse(), fullHouse()];
        for (const plan of all) straight.apply(plan, 1);
        for (const plan of all) {
          shaken.apply(plan, 1);
          shaken.apply(plan, 1);
        }
        for (const pick of picks) shaken.apply(all[pick % all.length] ?? newest, 1);
        expect(shaken).toEqual(straight);
      }),
    );
  });

  test('forgets the way there: only what was open and the newest plan count', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.nat(), { maxLength: 4 }), (all, picks) => {
        const newest = all.at(-1);
        if (newest === undefined) return;
        const [direct, wandering] = [fullHouse(), fullHouse()];
        direct.apply(newest, afterGraceMs);
        // Plans between may only close what the newest does not name either: closed is closed.
        for (const pick of picks) {
          const { sequence, groups } = all[pick % all.length] ?? newest;
          wandering.apply({ ...newest, sequence, groups }, 1);
        }
        wandering.apply(newest, afterGraceMs);
        expect(wandering).toEqual(direct);
      }),
    );
  });

  test('never gives a seat its own track, an unplanned one, or more than its group may have', () => {
    fc.assert(
      fc.property(plans, (all) => {
        const books = fullHouse();
        for (const plan of all) {
          books.apply(plan, 1);
          for (const [seatId, { wants }] of books.seats) {
            for (const [trackId, want] of wants) {
              expect(ownerOf(trackId)).not.toBe(seatId);
              expect(plan.tracks).toHaveProperty(trackId);
              const group = plan.groups[plan.seats[seatId]?.group ?? ''] ?? [];
              const allowed = group.filter((entry) => entry.trackId === trackId).map((entry) => entry.maxSpatialLayer);
              expect(want.maxSpatialLayer).toBeLessThanOrEqual(Math.max(...allowed));
            }
          }
        }
      }),
    );
  });

  test('gives nothing without a plan, and keeps what waits for one until its grace is over', () => {
    const books = fullHouse();
    expect(reconcile(undefined, books, limits.graceMs - 1)).toEqual({ operations: [], deadlineMs: limits.graceMs });
    books.settle(limits.graceMs);
    expect([books.seats.size, books.tracks.size, books.taps.size]).toEqual([0, 0, 0]);
  });
});
