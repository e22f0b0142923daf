import { z } from 'zod';
import { classroomId, deviceId, LessonError } from '../../protocol/lesson.ts';
import { classroomOf, deviceSchema, deviceView, ownClassroomSchema } from './paired-devices.ts';
import { addressKey } from './rate-limits.ts';
import { type Route, type RouteContext, route } from './route.ts';
import { idSchema, instantSchema } from './schemas.ts';

/** A classroom's PC shows a code, somebody with a right to it types the code in, and the PC fetches its credential. */
export function pairingRoutes({ catalogue, rates }: RouteContext): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/devices/codes',
      summary: 'Begins a pairing: a 6-digit code for the screen, valid for ten minutes, and the key to ask by.',
      access: 'public',
      input: z.object({ deviceId: idSchema }),
      answer: z.object({ code: z.string(), pollKey: z.string(), expiresAt: instantSchema }),
      handle: async ({ request, input }) => {
        await rates.pairingCodes.take(addressKey(request.ip));
        const { code, pollKey, expiresAt } = await catalogue.beginPairing(deviceId(input.deviceId));
        return { code, pollKey, expiresAt: new Date(expiresAt).toISOString() };
      },
    }),
    route({
      method: 'post',
      path: '/api/devices/claim',
      summary: 'How a pairing stands; when it is done, the credential. 404 when the code has expired.',
      access: 'public',
      input: z.object({ pollKey: z.string().min(1).max(100) }),
      answer: z.discriminatedUnion('state', [
        z.object({ state: z.literal('waiting') }),
        z.object({ state: z.literal('paired'), credential: z.string(), classroom: ownClassroomSchema }),
      ]),
      handle: async ({ input }) => {
        const claimed = await catalogue.claim(input.pollKey);
        if (claimed.state === 'waiting') return claimed;
        const { state, credential, device } = claimed;
        return { state, credential, classroom: classroomOf(catalogue, device) };
      },
    }),
    route({
      method: 'post',
      path: '/api/devices/pair',
      summary: 'Pairs the PC that shows this code with a classroom.',
      access: 'organizer',
      input: z.object({ code: z.string().regex(/^\d{6}$/), classroomId: idSchema }),
      answer: z.object({ device: deviceSchema }),
      handle: async ({ input, caller }) => {
        const who = caller.kind === 'teacher' ? caller.teacherId : 'operator';
        await rates.wrongPairingCodes.check(who);
        const classroom = classroomId(input.classroomId);
        catalogue.invite([classroom]);
        try {
          const device = await catalogue.pair(input.code, classroom, caller.kind === 'teacher' ? who : null);
          return { device: deviceView(catalogue, device) };
        } catch (error) {
          if (error instanceof LessonError && error.code === 'notFound') await rates.wrongPairingCodes.take(who);
          throw error;
        }
      },
    }),
  ];
}
