import { emptyLesson, type LessonState, type ParticipantId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { mayRecordBeside } from './may-record-beside.ts';

const [own, other, third] = ['own', 'other', 'third'] as ParticipantId[] as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
];

function lesson(recording: Partial<LessonState['recording']>, here: ParticipantId[], phase = 'open'): LessonState {
  const participants = Object.fromEntries(
    [own, other, third].map((id) => [id, { connection: { state: here.includes(id) ? 'here' : 'away', since: 1 } }]),
  );
  return {
    ...emptyLesson,
    phase: { name: phase, openedAt: 1 } as LessonState['phase'],
    participants: participants as unknown as LessonState['participants'],
    recording: { ...emptyLesson.recording, ...recording },
  };
}

test.each([
  ['nobody has the lesson', lesson({}, [own, other]), false],
  ['it has the lesson itself', lesson({ recorderId: own }, [own]), false],
  ['another one has it', lesson({ recorderId: other }, [own, other]), true],
  ['the one that has it is gone: it is to be followed', lesson({ recorderId: other }, [own]), false],
  ['another twin is here', lesson({ recorderId: other, twinId: third }, [own, other, third]), false],
  ['another twin was', lesson({ recorderId: other, twinId: third }, [own, other]), true],
  ['it is the twin, and was away', lesson({ recorderId: other, twinId: own }, [own, other]), true],
  ['the lesson is over', lesson({ recorderId: other }, [own, other], 'ended'), false],
])('%s', (_name, state, expected) => {
  expect(mayRecordBeside(state, own)).toBe(expected);
});
