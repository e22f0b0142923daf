import { z } from 'zod';
import { type Deck, findStroke, inkOf, LessonError, type LessonEvent, seenStrokes } from '../../protocol/lesson.ts';
import { authenticateSeat } from '../auth/seat.ts';
import { type LessonHost, unwrap } from '../lesson-host.ts';
import { bearerOf } from './bearer.ts';
import { findLessons, parseLessonId } from './find-lessons.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';
import { idSchema, instantSchema } from './schemas.ts';

/** Earlier lessons that are listed at most, the newest first. */
const mostLessons = 30;

/** Pens count from 1: with this one nobody draws, so that nobody undoes what was drawn last week. */
const nobodysPen = 0;

/** The events that make a deck as it is in a lesson now: its pages, with their text, and what is seen on them. */
async function eventsOf(host: LessonHost, { deckId, pages }: Deck): Promise<LessonEvent[]> {
  const entries = await host.entriesAfter(0);
  const made = entries
    .map(({ event }) => event)
    .filter((event) => (event.type === 'deckAdded' || event.type === 'pageAdded') && event.deckId === deckId);
  const drawn = pages.flatMap((_, page) => {
    const held = inkOf(host.state.ink, { deckId, page });
    return seenStrokes(held).flatMap((id): LessonEvent[] => {
      const stroke = findStroke(held.strokes, id);
      if (!stroke) return [];
      const words = stroke.text === undefined ? {} : { text: stroke.text };
      return [{ type: 'strokeDrawn', deckId, page, by: nobodysPen, id, ink: stroke.ink, ...words }];
    });
  });
  return [...made, ...drawn];
}

/** Decks and boards of a teacher's earlier lessons, kept from week to week. */
export function earlierDeckRoutes(context: RouteContext): Route[] {
  const { catalogue, lessons } = context;

  /** The teacher's own lesson that a seat key opens, and the teacher's others. Throws LessonError `forbidden` for other seats. */
  async function own(header: string | undefined, seatKey: string) {
    const { host, grant } = await authenticateSeat(lessons, parseLessonId(header), seatKey);
    if (grant.link !== 'teacher') throw new LessonError('forbidden', "only the teacher's own seat");
    const owner = catalogue.state.owners.get(host.lessonId) ?? null;
    const isOther = (id: string) => owner !== null && id !== host.lessonId;
    return { host, isOther: (id: LessonHost['lessonId']) => isOther(id) && catalogue.state.owners.get(id) === owner };
  }

  return [
    route({
      method: 'get',
      path: '/api/seats/decks',
      summary: "Decks and boards of the teacher's other lessons, newest first.",
      access: 'leader',
      answer: z.object({
        lessons: z.array(
          z.object({
            lessonId: z.string(),
            title: z.string(),
            startsAt: instantSchema,
            decks: z.array(
              z.object({ deckId: z.string(), kind: z.enum(['pages', 'board']), title: z.string(), pages: z.number() }),
            ),
          }),
        ),
      }),
      handle: async ({ request }) => {
        const { isOther } = await own(request.header('x-lesson'), bearerOf(request));
        const found = (await findLessons(context, isOther)).filter(({ state }) => state.slides.decks.length > 0);
        const startsAt = ({ state }: LessonHost) => state.facts?.startsAt ?? 0;
        found.sort((a, b) => startsAt(b) - startsAt(a));
        return {
          lessons: found.slice(0, mostLessons).map((host) => ({
            lessonId: host.lessonId,
            title: host.state.facts?.title ?? '',
            startsAt: new Date(startsAt(host)).toISOString(),
            decks: host.state.slides.decks.map(({ deckId, kind, title, pages }) => ({
              deckId,
              kind,
              title,
              pages: pages.length,
            })),
          })),
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/seats/decks',
      summary: 'Takes a deck or a board, with what was drawn on it, over from another lesson of the same teacher.',
      access: 'leader',
      input: z.object({ lessonId: idSchema, deckId: idSchema }),
      answer: nothing,
      handle: async ({ request, input }) => {
        const { host, isOther } = await own(request.header('x-lesson'), bearerOf(request));
        const from = parseLessonId(input.lessonId);
        if (!isOther(from)) throw new LessonError('notFound', 'no such lesson');
        const source = await lessons.get(from);
        const deck = source.state.slides.decks.find(({ deckId }) => deckId === input.deckId);
        if (!deck) throw new LessonError('notFound', 'no such deck');
        const carry = { deckId: deck.deckId, pageCount: deck.pages.length, events: await eventsOf(source, deck) };
        unwrap(await host.execute({ kind: 'server' }, { name: 'deck:carry', input: carry }));
        return {};
      },
    }),
  ];
}
