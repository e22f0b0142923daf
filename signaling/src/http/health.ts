import { z } from 'zod';
import { LessonError } from '../../protocol/lesson.ts';
import { type Route, type RouteContext, route } from './route.ts';

/** Whether the process works, and what it is. */
export function healthRoutes({ lessons, status, version }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/health',
      summary: 'Answers 200 while the log can be read; says how the sfu and the recorders fare.',
      access: 'public',
      answer: z.object({
        status: z.literal('ok'),
        log: z.literal('up'),
        sfu: z.enum(['up', 'down']),
        recorders: z.number().int(),
      }),
      handle: async () => {
        await lessons.ids().catch((cause) => {
          throw new LessonError('unavailable', 'the log is away', { cause });
        });
        return { status: 'ok' as const, log: 'up' as const, ...status() };
      },
    }),
    route({
      method: 'get',
      path: '/version',
      summary: 'The version that runs here.',
      access: 'public',
      answer: z.object({ version: z.string() }),
      handle: async () => ({ version }),
    }),
  ];
}
