import { request } from './request.ts';

/** A deck or board of an earlier lesson. */
export interface EarlierDeck {
  deckId: string;
  kind: 'pages' | 'board';
  /** Empty for a board that bears no name. */
  title: string;
  pages: number;
}

/** One of the teacher's other lessons, with what was shown there. */
export interface EarlierLesson {
  lessonId: string;
  title: string;
  /** ISO 8601. */
  startsAt: string;
  decks: EarlierDeck[];
}

/** Decks of the teacher's other lessons, for the teacher's own seat. Every call throws `LessonError`. */
export function earlierDecksApi(seat: { lessonId: string; seatKey: string }) {
  const rights = { bearer: seat.seatKey, headers: { 'x-lesson': seat.lessonId } };
  return {
    list: async (signal: AbortSignal) =>
      (await request<{ lessons: EarlierLesson[] }>('/api/seats/decks', { ...rights, signal })).lessons,
    take: (lessonId: string, deckId: string) =>
      request<object>('/api/seats/decks', { ...rights, method: 'POST', body: { lessonId, deckId } }),
  };
}
