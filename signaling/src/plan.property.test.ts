import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  groupOf,
  handQueue,
  type LessonState,
  limits,
  project,
  type Role,
  switchOf,
  type Track,
} from '../protocol/lesson.ts';
import { cast } from './decide/cast.test-support.ts';
import { actions } from './decide/random-actions.test-support.ts';
import { TwoNodes } from './decide/two-nodes.test-support.ts';
import { plan } from './plan.ts';

const isRuled = (role: Role) => role === 'classroom';
// A machine that others use too may take several times as long.
vi.setConfig({ testTimeout: 90_000 });
const runs = { seed: 20_260_802, numRuns: 200, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true } as const;

test('the plan gives nobody a track that it may not know of, off-stage sound to its group at most, and what is switched off or paused to nobody', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      actions,
      fc.constantFrom('standard' as const, 'everything' as const),
      (opened, row, recording) => {
        const nodes = new TwoNodes(opened);
        for (const action of row) {
          nodes.act(action);
          const state: LessonState = nodes.state.facts
            ? { ...nodes.state, facts: { ...nodes.state.facts, recording } }
            : nodes.state;
          const planned = plan(state);
          expect(planned.sequence).toBe(state.sequence);
          if (state.phase.name !== 'open') {
            expect([planned.seats, planned.tracks, planned.taps]).toEqual([{}, {}, {}]);
            expect(Object.values(planned.groups).flat()).toEqual([]);
            continue;
          }
          const staged = new Set(state.stage.map((entry) => entry.participantId));
          for (const [seatId, { group }] of Object.entries(planned.seats)) {
            const seat = cast.find((each) => each.participantId === seatId);
            if (!seat) throw new Error(`a seat for ${seatId}`);
            const known = project(state, seat);
            const knows = new Set<string>([
              ...Object.keys(known.tracks),
              ...known.stage.flatMap((entry) => entry.tracks.map((track) => track.trackId)),
              ...Object.values(known.group.groups).flatMap(({ members }) =>
                members.flatMap((member) => member.tracks.map((track) => track.trackId)),
              ),
            ]);
            for (const { trackId } of planned.groups[group] ?? [])
              expect(knows.has(trackId), `${seatId} ${trackId}`).toBe(true);
            expect(known.participants[seat.participantId]?.connection.state).not.toBe('gone');
            const own = groupOf(state.group, seat.participantId);
            expect(group).toBe(own ? `group-${own.groupId}` : group === 'staff' ? 'staff' : 'rooms');
          }
          const next = handQueue(state).slice(0, limits.warmRooms);
          const isNext = (track: Track) => next.some((place) => place.participantId === track.participantId);
          for (const track of Object.values(state.tracks)) {
            const inGroup = (name: string) =>
              (planned.groups[name] ?? []).find((each) => each.trackId === track.trackId);
            const [rooms, staff] = [inGroup('rooms'), inGroup('staff')];
            const taught = track.role === 'teacher' || staged.has(track.participantId);
            const { permission } = state;
            const mayFlow = isRuled(track.role)
              ? permission.pausedAt === null &&
                permission.all[switchOf[track.source]] &&
                permission.rooms[track.participantId]?.[switchOf[track.source]] !== false &&
                (permission.forbiddenAt === null || track.source === 'camera')
              : permission.pausedAt === null;
            const paused = track.muted || !mayFlow;
            expect(planned.tracks[track.trackId]).toEqual({ seatId: track.participantId, paused });
            // A second picture of a teacher's comes to those who look at it, or all while it is the programme.
            const isFurther = track.role === 'teacher' && track.source === 'screen' && rooms?.demand === 'interest';
            const wanted = isFurther ? 'interest' : 'always';
            const own = groupOf(state.group, track.participantId);
            const onWall = track.kind === 'audio' ? undefined : isNext(track) ? 'always' : 'interest';
            const ofStaff = own?.visited && track.role === 'classroom' ? 'always' : onWall;
            expect([rooms?.demand, staff?.demand]).toEqual(taught ? [wanted, wanted] : [undefined, ofStaff]);
            // Groups hear themselves, and the teacher only while visited or spoken to.
            for (const { groupId, visited } of Object.values(state.group.groups)) {
              const isWithin = own?.groupId === groupId;
              const isTaught = track.role === 'teacher' && (visited || state.group.addressed);
              const given = inGroup(`group-${groupId}`)?.demand;
              expect(given).toBe(isWithin ? 'always' : isTaught ? wanted : undefined);
            }
            const tap = Object.values(planned.taps)[0];
            if (tap) expect(tap.trackIds.includes(track.trackId)).toBe(taught || recording === 'everything');
          }
          const everywhere = new Set(
            Object.values(planned.groups)
              .flat()
              .map((each) => each.trackId),
          );
          for (const trackId of everywhere) expect(Object.hasOwn(state.tracks, trackId)).toBe(true);
          expect(plan(JSON.parse(JSON.stringify(state)) as LessonState)).toEqual(planned);
        }
      },
    ),
    { ...runs, numRuns: 200 },
  );
});
