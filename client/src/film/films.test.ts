import {
  emptyLesson,
  type FilmFetch,
  type LessonState,
  materialId,
  type Participant,
  type ParticipantId,
} from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { filmTime, isMismeasured, readinessOf } from './films.ts';

const film = materialId(`${'a'.repeat(64)}.mp4`);

function lessonOf(rooms: Record<string, { state: 'here' | 'away'; fetch?: FilmFetch }>): LessonState {
  const participants: Record<string, Participant> = {};
  const fetched: LessonState['film']['fetched'] = {};
  for (const [name, { state, fetch }] of Object.entries(rooms)) {
    const participantId = `c-${name}` as ParticipantId;
    const connection =
      state === 'here' ? ({ state, connectionId: '1', since: 0 } as const) : ({ state, since: 0 } as const);
    participants[participantId] = {
      participantId,
      role: 'classroom',
      name,
      classroomId: null,
      schoolId: null,
      connection,
    };
    if (fetch) fetched[participantId] = { [film]: fetch };
  }
  return { ...emptyLesson, participants, film: { ...emptyLesson.film, fetched } };
}

test('rooms that are here are counted, and those that cannot play are named', () => {
  const lesson = lessonOf({
    a: { state: 'here', fetch: 'ready' },
    b: { state: 'here', fetch: 'streamed' },
    c: { state: 'here' },
    d: { state: 'away', fetch: 'ready' },
    e: { state: 'here', fetch: 'failed' },
  });
  expect(readinessOf(lesson, film)).toEqual({ here: 4, ready: 2, failed: ['e'] });
});

test('times are read as minutes and seconds', () => {
  expect([0, 999, 75_000, 3_725_000, -5].map(filmTime)).toEqual(['0:00', '0:00', '1:15', '62:05', '0:00']);
});

test('a length that is far from what was believed is corrected, and nonsense is not', () => {
  const file = { materialId: film, title: '', kind: 'video', durationMs: 10_000, lengthBytes: 1 } as const;
  expect([10_100, 9_900, Number.NaN, Number.POSITIVE_INFINITY, 0].some((found) => isMismeasured(file, found))).toBe(
    false,
  );
  expect([4_000, 60_000].every((found) => isMismeasured(file, found))).toBe(true);
});
