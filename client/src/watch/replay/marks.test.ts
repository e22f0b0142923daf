import { type LessonEntry, type LessonEvent, messageId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { findMarks, isTurn } from './marks.ts';

const log = (...events: LessonEvent[]): LessonEntry[] =>
  events.map((event, index) => ({ sequence: index + 1, at: 1_000 * index, event }));
const said = (id: string, text: string): LessonEvent => ({
  type: 'messagePublished',
  message: { messageId: messageId(id), author: 'teacher', name: 'Lin', schoolName: '', classroomId: null, text },
});

test('what was said to all and stars are in the list, not among the turns; what was taken away is in neither', () => {
  const marks = findMarks(
    log(
      { type: 'lessonOpened' },
      said('m1', 'Open page 12'),
      said('m2', 'A slip'),
      { type: 'publicMessageHidden', messageId: messageId('m2') },
      { type: 'starGiven', classroomId: 'a' as never, schoolId: 's' as never, name: 'Class 3', schoolName: 'Hill' },
    ),
    0,
  );
  expect(marks.map(({ kind, text, atMs }) => [kind, text, atMs])).toEqual([
    ['opened', '', 0],
    ['said', 'Open page 12', 1_000],
    ['starGiven', '', 4_000],
  ]);
  expect(marks.filter(isTurn).map(({ kind }) => kind)).toEqual(['opened']);
});
