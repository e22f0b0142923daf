import { LessonError } from '../../protocol/lesson.ts';
import { type HttpContext, type Route, route } from './route.ts';

/** Whether the process works, and what it is. */
export function healthRoutes({ lessons, status, version }: HttpContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/health',
      summary: 'Answers 200 while the log can be read; says how the sfu and the recorders fare.',
      access: 'public',
      handle: async () => {
        const log = await lessons.ids().then(
          () => 'up',
          () => 'down',
        );
        if (log === 'down') throw new LessonError('unavailable', 'the log is away');
        return { status: 'ok', log, ...status() };
      },
    }),
    route({
      method: 'get',
      path: '/version',
      summary: 'The version that runs here.',
      access: 'public',
      handle: async () => ({ version }),
    }),
  ];
}
