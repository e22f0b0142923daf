import { z } from 'zod';
import { classroomId, deviceId, isId, LessonError } from '../../protocol/lesson.ts';
import type { Device } from '../catalogue/state.ts';
import { lessonView, parseLessonId } from './lesson-view.ts';
import { type HttpContext, idSchema, type Route, route } from './route.ts';
import { grantSeat } from './seats.ts';

const today = 18 * 3_600_000;

/** A classroom's own PC: paired once by a code, then it finds its lessons alone. */
export function deviceRoutes(context: HttpContext): Route[] {
  const { catalogue, lessons, now } = context;

  const place = (device: Device) => {
    const [classroom] = catalogue.invite([device.classroomId]);
    return { classroomId: device.classroomId, name: classroom?.name ?? '', schoolName: classroom?.schoolName ?? '' };
  };
  const view = (device: Device) => ({
    deviceId: device.deviceId,
    ...place(device),
    pairedAt: new Date(device.pairedAt).toISOString(),
  });

  return [
    route({
      method: 'post',
      path: '/api/devices/codes',
      summary: 'Begins a pairing: a 6-digit code for the screen, valid for ten minutes, and the key to ask by.',
      access: 'public',
      input: z.object({ deviceId: idSchema }),
      handle: async ({ input }) => {
        const { code, pollKey, expiresAt } = await catalogue.beginPairing(deviceId(input.deviceId));
        return { code, pollKey, expiresAt: new Date(expiresAt).toISOString() };
      },
    }),
    route({
      method: 'post',
      path: '/api/devices/claim',
      summary: 'How a pairing stands; when it is done, the credential.',
      access: 'public',
      input: z.object({ pollKey: z.string().min(1).max(100) }),
      handle: async ({ input }) => {
        const claimed = await catalogue.claim(input.pollKey);
        if (claimed.state === 'waiting') return claimed;
        return { state: 'paired', credential: claimed.credential, classroom: place(claimed.device) };
      },
    }),
    route({
      method: 'post',
      path: '/api/devices/pair',
      summary: 'Pairs the PC that shows this code with a classroom.',
      access: 'organizer',
      guessable: true,
      input: z.object({ code: z.string().regex(/^\d{6}$/), classroomId: idSchema }),
      handle: async ({ input }) => ({ device: view(await catalogue.pair(input.code, classroomId(input.classroomId))) }),
    }),
    route({
      method: 'get',
      path: '/api/devices',
      summary: 'All paired PCs.',
      access: 'organizer',
      handle: async () => ({ devices: [...catalogue.state.devices.values()].map(view) }),
    }),
    route({
      method: 'delete',
      path: '/api/devices/:deviceId',
      summary: "Revokes a PC's credential.",
      access: 'organizer',
      handle: async ({ request }) => {
        const id = request.params.deviceId;
        if (typeof id !== 'string' || !isId(id)) throw new LessonError('notFound', 'no such device');
        await catalogue.revokeDevice(deviceId(id));
        return {};
      },
    }),
    route({
      method: 'get',
      path: '/api/device/lessons',
      summary: "The lessons of this PC's classroom today, open ones first.",
      access: 'device',
      handle: async ({ caller }) => {
        const hosts = await Promise.all((await lessons.ids()).map((id) => lessons.get(id)));
        const mine = hosts.filter(({ state }) => Object.hasOwn(state.classrooms, caller.classroomId));
        const near = mine.filter(
          ({ state }) => state.phase.name === 'open' || Math.abs((state.facts?.startsAt ?? 0) - now()) < today,
        );
        const order = { open: 0, planned: 1, ended: 2 };
        near.sort(
          (a, b) =>
            order[a.state.phase.name] - order[b.state.phase.name] ||
            (a.state.facts?.startsAt ?? 0) - (b.state.facts?.startsAt ?? 0),
        );
        const views = near.map((host) => {
          const { classrooms: _others, ...lesson } = lessonView(host);
          return lesson;
        });
        return { classroom: place(caller), lessons: views };
      },
    }),
    route({
      method: 'post',
      path: '/api/device/seats',
      summary: "This PC's seat in a lesson to which its classroom is invited.",
      access: 'device',
      input: z.object({ lessonId: idSchema }),
      handle: async ({ input, caller }) => {
        const host = await lessons.get(parseLessonId(input.lessonId));
        if (!Object.hasOwn(host.state.classrooms, caller.classroomId)) {
          throw new LessonError('notFound', 'no such lesson');
        }
        const link = `classroom:${caller.classroomId}` as const;
        return await grantSeat(context, { lessonId: host.lessonId, link, generation: 'current' }, caller.deviceId);
      },
    }),
  ];
}
