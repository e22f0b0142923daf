import type { Request } from 'express';
import { z } from 'zod';
import { LessonError, limits, type RosterEntry } from '../../protocol/lesson.ts';
import { checkImport, confirmImport } from '../directory/import-roster.ts';
import { entryProblem } from '../directory/roster-line.ts';
import { classroomIn, pupilIn } from './find-classroom.ts';
import { entrySchema, pupilSchema, reportSchema } from './roster-schemas.ts';
import { nothing, type Route, type RouteContext, route } from './route.ts';

/** A file in base64, with what JSON puts around it. */
const importLengthBytes = Math.ceil((limits.rosterFileLengthBytes * 4) / 3) + 1_024;

const onePupil = z.object({ pupil: pupilSchema });

/** The pupils of classrooms: seen, imported, corrected and erased by operators and teachers. */
export function rosterRoutes(context: RouteContext): Route[] {
  const { directory } = context;
  const classroomOf = (request: Request) => classroomIn(context, request);
  return [
    route({
      method: 'get',
      path: '/api/classrooms/:classroomId/roster',
      summary: "A classroom's pupils.",
      access: 'organizer',
      answer: z.object({ pupils: z.array(pupilSchema) }),
      handle: async ({ request }) => {
        const { classroomId } = await classroomOf(request);
        return { pupils: await directory.roster(classroomId) };
      },
    }),
    route({
      method: 'post',
      path: '/api/classrooms/:classroomId/roster/import',
      summary:
        'Reads a CSV file (UTF-8, GB18030 or UTF-16) and says line by line what is wrong. Without `confirm` nothing changes; with the `check` of that report the good lines become the roster, and pupils with the same number and name keep their ids.',
      access: 'organizer',
      input: z.object({ file: z.base64(), confirm: z.string().max(64).optional() }),
      answer: z.object({ report: reportSchema }),
      bodyLengthBytes: importLengthBytes,
      handle: async ({ request, input: { file, confirm } }) => {
        const classroom = await classroomOf(request);
        const bytes = Buffer.from(file, 'base64');
        if (bytes.length > limits.rosterFileLengthBytes) throw new LessonError('tooLarge', 'the file is too large');
        const report =
          confirm === undefined
            ? await checkImport(directory, classroom, bytes)
            : await confirmImport(directory, classroom, bytes, confirm);
        return { report };
      },
    }),
    route({
      method: 'delete',
      path: '/api/classrooms/:classroomId/roster',
      summary: "Erases all of a classroom's pupils. What lessons have of them is left without names.",
      access: 'organizer',
      answer: nothing,
      handle: async ({ request }) => {
        const { classroomId } = await classroomOf(request);
        await directory.eraseRoster(classroomId);
        return {};
      },
    }),
    route({
      method: 'post',
      path: '/api/classrooms/:classroomId/pupils',
      summary: 'Adds one pupil.',
      access: 'organizer',
      input: entrySchema,
      answer: onePupil,
      handle: async ({ request, input }) => {
        const { classroomId } = await classroomOf(request);
        return { pupil: await directory.addPupil(classroomId, checked(input)) };
      },
    }),
    route({
      method: 'post',
      path: '/api/classrooms/:classroomId/pupils/:pupilId',
      summary: 'Corrects one pupil, who keeps the id.',
      access: 'organizer',
      input: entrySchema,
      answer: onePupil,
      handle: async ({ request, input }) => {
        const { classroomId } = await classroomOf(request);
        return { pupil: await directory.changePupil(classroomId, pupilIn(request), checked(input)) };
      },
    }),
    route({
      method: 'delete',
      path: '/api/classrooms/:classroomId/pupils/:pupilId',
      summary: "Erases one pupil's name and number.",
      access: 'organizer',
      answer: nothing,
      handle: async ({ request }) => {
        const { classroomId } = await classroomOf(request);
        await directory.erasePupil(classroomId, pupilIn(request));
        return {};
      },
    }),
  ];
}

function checked(entry: RosterEntry): RosterEntry {
  const problem = entryProblem(entry);
  if (problem) throw new LessonError('badRequest', problem);
  return entry;
}
