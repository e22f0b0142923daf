import { z } from 'zod';
import { limits } from '../../protocol/lesson.ts';
import { authenticateSeat } from '../auth/seat.ts';
import { bearerOf } from './bearer.ts';
import { parseLessonId } from './find-lessons.ts';
import { type Route, type RouteContext, route } from './route.ts';

/** Digits and what people put between them, with a word for an extension; not a sentence. */
const telephoneSchema = z
  .string()
  .normalize('NFKC')
  .trim()
  .max(limits.telephoneLength)
  .regex(/^(?:[+(]*\d[\d ()+*#./-]*(?:(?:转|ext\.?|x) ?\d[\d ]*)?)?$/iu);
const helpLine = z.object({ telephone: z.string().nullable().describe('Null when none is given') });

/** The operator's telephone number: shown by rooms whose line is down. */
export function helpLineRoutes({ catalogue, lessons }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/help-line',
      summary: "The operator's telephone number.",
      access: 'organizer',
      answer: helpLine,
      handle: async () => ({ telephone: catalogue.state.helpLine }),
    }),
    route({
      method: 'post',
      path: '/api/help-line',
      summary: "Sets the operator's telephone number; an empty one takes it away.",
      access: 'operator',
      input: z.object({ telephone: telephoneSchema }),
      answer: helpLine,
      handle: async ({ input }) => {
        const telephone = input.telephone || null;
        await catalogue.setHelpLine(telephone);
        return { telephone };
      },
    }),
    route({
      method: 'get',
      path: '/api/seats/help-line',
      summary: 'The telephone number to call when the line is down, for the holder of a seat key.',
      access: 'seat',
      answer: helpLine,
      handle: async ({ request }) => {
        await authenticateSeat(lessons, parseLessonId(request.header('x-lesson')), bearerOf(request));
        return { telephone: catalogue.state.helpLine };
      },
    }),
    route({
      method: 'get',
      path: '/api/device/help-line',
      summary: 'The telephone number to call when the line is down, for a paired PC.',
      access: 'device',
      answer: helpLine,
      handle: async () => ({ telephone: catalogue.state.helpLine }),
    }),
  ];
}
