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

test('pages, boards, questions, films and groups are turns; pages bring what stands on them', () => {
  const deck = (deckId: string, kind: 'pages' | 'board', title: string): LessonEvent => ({
    type: 'deckAdded',
    ...{ deckId: deckId as never, kind, title, pageCount: 2 },
  });
  const page = (deckId: string, at: number, text: string): LessonEvent => ({
    type: 'pageAdded',
    ...{ deckId: deckId as never, page: at, picture: null, text },
  });
  const marks = findMarks(
    log(
      deck('d', 'pages', 'Water'),
      page('d', 0, 'The three states'),
      page('d', 1, 'Ice'),
      deck('b', 'board', ''),
      { type: 'pageTurned', deckId: 'd' as never, page: 1 },
      { type: 'deckShown', deckId: 'd' as never },
      { type: 'pageTurned', deckId: 'd' as never, page: 0 },
      { type: 'deckShown', deckId: 'b' as never },
      { type: 'pageTurned', deckId: 'd' as never, page: 1 },
      { type: 'deckHidden' } as LessonEvent,
      { type: 'questionAsked', questionId: 'q' as never, kind: 'single', text: 'What melts?', options: ['A', 'B'] },
      { type: 'questionAsked', questionId: 'r' as never, kind: 'buzzer', text: '', options: [] },
      { type: 'groupsSplit', endsAt: null },
      { type: 'groupsCalledBack', because: 'call' },
    ),
    0,
  );
  expect(marks.map(({ kind, text, page: number, pageText }) => [kind, text, number, pageText])).toEqual([
    ['pageShown', 'Water', 2, 'Ice'],
    ['pageShown', 'Water', 1, 'The three states'],
    ['boardShown', '', 1, ''],
    ['questionAsked', 'What melts?', null, ''],
    ['buzzerAsked', '', null, ''],
    ['groupsSplit', '', null, ''],
    ['groupsCalledBack', '', null, ''],
  ]);
  expect(marks.every(isTurn)).toBe(true);
});
