import { once } from 'node:events';
import type { Request } from 'express';
import { z } from 'zod';
import { answerSchema } from '../../protocol/commands.ts';
import { classroomSeat, LessonError, limits, type ParticipantId, questionId } from '../../protocol/lesson.ts';
import { AnswerDoor, pupilView } from '../answers/answer-door.ts';
import { authenticateSeat } from '../auth/seat.ts';
import { numberedPupil } from '../directory/numbered-pupil.ts';
import type { LessonHost } from '../lesson-host.ts';
import { bearerOf } from './bearer.ts';
import { parseLessonId } from './find-lessons.ts';
import { type Route, type RouteContext, route } from './route.ts';
import { idSchema } from './schemas.ts';

/** How long a device's question after the next question waits. Below what proxies allow. */
const waitMs = 20_000;

const pupilSchema = z.number().int().min(1).max(limits.pupilsPerClassroom);
const viewSchema = z.object({
  revision: z.string(),
  ended: z.boolean(),
  open: z.boolean().describe('Whether answers are taken now'),
  question: z
    .object({
      questionId: z.string(),
      kind: z.enum(['single', 'multiple', 'trueFalse', 'number', 'open', 'buzzer']),
      text: z.string(),
      options: z.array(z.string()),
      correct: answerSchema.nullable().describe('Once it was shown to all'),
    })
    .nullable(),
});

/** Answers of pupils with devices of their own, by the QR code on their classroom's screen. */
export function answerRoutes(context: RouteContext): Route[] {
  const { lessons, tokens, now, rates, directory } = context;
  const door = new AnswerDoor(now);

  /** The classroom that a code's token is for. Throws LessonError: `lessonEnded`, `linkRevoked`, and what a token's check throws. */
  async function classroomOf(request: Request): Promise<{ host: LessonHost; classroom: ParticipantId; name: string }> {
    const claims = tokens.checkAnswer(bearerOf(request));
    const host = await lessons.get(claims.lessonId);
    const { phase, linkGenerations, classrooms, removed } = host.state;
    const invited = Object.values(classrooms).find((each) => each.classroomId === claims.classroomId);
    const generation = linkGenerations[`classroom:${claims.classroomId}`] ?? 0;
    const classroom = classroomSeat(claims.classroomId);
    if (!invited || generation > claims.generation || Object.hasOwn(removed, classroom)) {
      throw new LessonError('linkRevoked', 'this code was withdrawn');
    }
    if (phase.name === 'ended') throw new LessonError('lessonEnded', 'the lesson has ended');
    return { host, classroom, name: invited.name };
  }

  async function claimed(request: Request, pupil: number, deviceId: string) {
    const found = await classroomOf(request);
    const room = `${found.host.lessonId} ${found.classroom}`;
    await rates.answers.take(`${room} ${deviceId}`);
    if (!door.claims.take(room, `${pupil}`, deviceId))
      throw new LessonError('seatTaken', 'another device has this number');
    return found;
  }

  return [
    route({
      method: 'get',
      path: '/api/answers/link',
      summary: "The address behind a classroom's QR code for answering. It holds until the lesson ends.",
      access: 'seat',
      answer: z.object({ path: z.string() }),
      handle: async ({ request }) => {
        const id = parseLessonId(request.header('x-lesson'));
        const { host, grant } = await authenticateSeat(lessons, id, bearerOf(request));
        const invited = Object.values(host.state.classrooms).find(
          ({ classroomId }) => classroomSeat(classroomId) === grant.participantId,
        );
        if (!invited) throw new LessonError('notFound', 'only for classrooms');
        if (host.state.phase.name === 'ended') throw new LessonError('lessonEnded', 'the lesson has ended');
        const generation = host.state.linkGenerations[grant.link] ?? 0;
        const token = tokens.signAnswer({ lessonId: id, classroomId: invited.classroomId, generation }, now());
        return { path: `/answer#t=${token}` };
      },
    }),
    route({
      method: 'post',
      path: '/api/answers/join',
      summary: 'Takes a number in the classroom for a device. 409 `seatTaken` while another device has it.',
      access: 'public',
      input: z.object({ pupil: pupilSchema, deviceId: idSchema }),
      answer: z.object({ title: z.string(), classroom: z.string() }),
      handle: async ({ request, input }) => {
        const { host, name } = await claimed(request, input.pupil, input.deviceId);
        return { title: host.state.facts?.title ?? '', classroom: name };
      },
    }),
    route({
      method: 'post',
      path: '/api/answers/wait',
      summary: 'The question of the moment; waits up to 20 s while it is the one that the device knows.',
      access: 'public',
      input: z.object({ pupil: pupilSchema, deviceId: idSchema, known: z.string().max(100) }),
      answer: viewSchema,
      handle: async ({ request, input }) => {
        const { host } = await claimed(request, input.pupil, input.deviceId);
        const over = new AbortController();
        const gone = AbortSignal.any([over.signal, AbortSignal.timeout(waitMs)]);
        // Whoever hangs up waits no longer.
        void once(request.socket, 'close', { signal: gone }).then(
          () => over.abort(),
          () => {},
        );
        await door.changed(host, input.known, gone);
        over.abort();
        return pupilView(host.state);
      },
    }),
    route({
      method: 'post',
      path: '/api/answers',
      summary: "A pupil's answer, corrected until the question is closed; null takes it back.",
      access: 'public',
      input: z.object({
        pupil: pupilSchema,
        deviceId: idSchema,
        questionId: idSchema,
        answer: answerSchema.nullable(),
      }),
      answer: z.object({}),
      handle: async ({ request, input }) => {
        const { host, classroom } = await claimed(request, input.pupil, input.deviceId);
        const pupilId = await numberedPupil(directory, classroom, input.pupil);
        const given = { pupilId, answer: input.answer };
        await door.give(host, classroom, questionId(input.questionId), given);
        return {};
      },
    }),
  ];
}
