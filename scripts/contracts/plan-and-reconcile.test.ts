import { type LessonPlan, lessonPlanSchema } from '@tongke/sfu/control';
import type { LessonState } from '@tongke/signaling/protocol/lesson';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { actions } from '../../signaling/src/decide/random-actions.test-support.ts';
import { TwoNodes } from '../../signaling/src/decide/two-nodes.test-support.ts';
import { plan } from '../../signaling/src/plan.ts';
import { HeldMedia } from './held-media.test-support.ts';

// A machine that others use too may take several times as long.
vi.setConfig({ testTimeout: 90_000 });
const runs = { seed: 20_260_803, numRuns: 80, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true } as const;

/** A lesson's states, one after each thing that happened. */
const lessons = actions.map((row) => {
  const nodes = new TwoNodes(true);
  return row.map((action): LessonState => {
    nodes.act(action);
    return nodes.state;
  });
});
/** As the plan comes out of the control link. */
const sent = (state: LessonState): LessonPlan => lessonPlanSchema.parse(JSON.parse(JSON.stringify(plan(state))));

test('plans that are repeated, or come late from another node, change nothing', () => {
  fc.assert(
    fc.property(lessons, fc.infiniteStream(fc.nat()), (states, chance) => {
      const [calm, busy] = [new HeldMedia(), new HeldMedia()];
      const plans: LessonPlan[] = [];
      for (const state of states) {
        plans.push(sent(state));
        for (const media of [calm, busy]) {
          media.open(state);
          media.apply(sent(state));
          expect(media.unsettled).toEqual([]);
        }
        for (let times = (chance.next().value ?? 0) % 4; times > 0; times -= 1) {
          const any = plans[(chance.next().value ?? 0) % plans.length];
          if (any) busy.apply(any);
        }
        expect(busy.held).toEqual(calm.held);
        expect(busy.sequence).toBe(state.sequence);
      }
    }),
    runs,
  );
});

test('in whatever order plans arrive, the newest holds and nobody receives more than it says', () => {
  fc.assert(
    fc.property(
      lessons.chain((states) => fc.shuffledSubarray(states, { minLength: 1 })),
      (shuffled) => {
        const media = new HeldMedia();
        for (const state of shuffled) {
          media.open(state);
          media.apply(sent(state));
        }
        const newest = shuffled.reduce((a, b) => (b.sequence >= a.sequence ? b : a));
        media.open(newest);
        media.settle();
        media.wait(60_000);
        expect(media.sequence).toBe(newest.sequence);
        const straight = new HeldMedia();
        straight.open(newest);
        straight.apply(sent(newest));
        straight.wait(60_000);
        expect(essence(media)).toEqual(essence(straight));
        const { groups, seats, tracks } = plan(newest);
        for (const [seatId, { wants }] of media.held.seats) {
          const allowed = new Set((groups[seats[seatId]?.group ?? ''] ?? []).map(({ trackId }) => trackId));
          for (const trackId of wants.keys()) {
            expect(allowed.has(trackId), `${seatId} receives ${trackId}`).toBe(true);
            expect(tracks[trackId]?.seatId).not.toBe(seatId);
          }
        }
      },
    ),
    runs,
  );
});

/** What is held, without since when and what is looked at. */
function essence({ held: { seats, tracks, taps } }: HeldMedia) {
  return {
    seats: new Map([...seats].map(([id, { wants }]) => [id, wants])),
    tracks: new Map([...tracks].map(([id, { seatId, paused }]) => [id, { seatId, paused }])),
    taps: new Map([...taps].map(([id, { trackIds }]) => [id, trackIds])),
  };
}
