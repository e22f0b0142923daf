import { emptyLesson, type LessonState, type ParticipantId, participantId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { whenToClaim } from './when-to-claim.ts';

const [own, other] = [participantId('r-own'), participantId('recorder')];
const claimant = { participantId: own, isSpare: true, upSinceMs: 10_000 };

function lesson(recorderId: ParticipantId | null, connection: object | null = null): LessonState {
  return {
    ...emptyLesson,
    phase: { name: 'open', openedAt: 1_000 },
    recording: { ...emptyLesson.recording, recorderId },
    participants: connection === null ? {} : { [other]: { participantId: other, role: 'recorder', connection } },
  } as unknown as LessonState;
}

test('a lesson that nobody has is claimed at once, by a spare after a while', () => {
  expect(whenToClaim(lesson(null), { ...claimant, isSpare: false })).toBe(10_000);
  expect(whenToClaim(lesson(null), claimant)).toBe(13_000);
  expect(whenToClaim({ ...lesson(null), phase: emptyLesson.phase }, claimant)).toBeNull();
});

test("one's own is claimed again; one that another has, who is here, is not", () => {
  expect(whenToClaim(lesson(own), claimant)).toBe(10_000);
  expect(whenToClaim(lesson(other, { state: 'here', connectionId: 'c' }), claimant)).toBeNull();
});

test('a recorder that was seen to go is followed at once; one that was away before is waited for', () => {
  expect(whenToClaim(lesson(other, { state: 'away', since: 12_345 }), claimant)).toBe(12_345);
  expect(whenToClaim(lesson(other, { state: 'away', since: 9_999 }), claimant)).toBe(13_000);
  expect(whenToClaim(lesson(other), claimant)).toBe(13_000);
});
