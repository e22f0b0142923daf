import type { Request } from 'express';
import { z } from 'zod';
import {
  type ClassroomHistory,
  type ClassroomId,
  classroomHistoryRows,
  csvText,
  LessonError,
  type LessonRecord,
  type PupilHistory,
  type PupilId,
  type PupilLesson,
  pupilHistoryRows,
  pupilLesson,
  pupilTotals,
} from '../../protocol/lesson.ts';
import type { Classroom } from '../catalogue/state.ts';
import { LessonRecords } from '../learning/lesson-records.ts';
import { classroomIn, pupilIn } from './find-classroom.ts';
import { findLessons, owns } from './find-lessons.ts';
import { classroomHistorySchema, pupilHistorySchema } from './learning-schemas.ts';
import { type Callings, type Route, type RouteContext, route } from './route.ts';

type Caller = Callings['organizer'];

/** A lesson that is over, with where its recording is. */
interface PastLesson {
  record: LessonRecord;
  archivePath: string | null;
}

/**
 * Pupils' lessons over time. An operator sees all of a classroom's lessons, a teacher those that are the teacher's own; a
 * teacher who had no lesson with a classroom is told nothing of it.
 */
export function learningRoutes(context: RouteContext): Route[] {
  const { catalogue, directory } = context;
  const records = new LessonRecords();

  /** The latest first. Throws LessonError `notFound` for a teacher who had none. */
  async function lessonsOf(classroomId: ClassroomId, caller: Caller): Promise<PastLesson[]> {
    await catalogue.refresh();
    const past: PastLesson[] = [];
    let isInvited = caller.kind === 'operator';
    for (const host of await findLessons(context, (id) => owns(context, id, caller))) {
      if (host.state.classrooms[classroomId] === undefined) continue;
      isInvited = true;
      const record = await records.of(host);
      if (record) past.push({ record, archivePath: host.state.recording.archivePath });
    }
    if (!isInvited) throw new LessonError('notFound', 'no such classroom');
    return past.sort((one, other) => other.record.openedAt - one.record.openedAt);
  }

  const historyIn = (lessons: readonly PastLesson[], classroomId: ClassroomId, pupilId: PupilId): PupilLesson[] =>
    lessons.flatMap(({ record, archivePath }) => pupilLesson(record, classroomId, pupilId, archivePath) ?? []);

  const placeOf = ({ name, schoolId }: Classroom) => ({
    classroomName: name,
    schoolName: catalogue.state.schools.get(schoolId)?.name ?? '',
  });

  async function ofClassroom(request: Request, caller: Caller): Promise<ClassroomHistory> {
    const classroom = await classroomIn(context, request);
    const { classroomId } = classroom;
    const lessons = await lessonsOf(classroomId, caller);
    const there = lessons.filter(({ record }) =>
      record.classrooms.some((room) => room.classroom.classroomId === classroomId && room.attended),
    );
    return {
      ...placeOf(classroom),
      lessons: there.length,
      pupils: (await directory.roster(classroomId)).map((pupil) => ({
        pupil,
        totals: pupilTotals(historyIn(there, classroomId, pupil.pupilId)),
      })),
    };
  }

  async function ofPupil(request: Request, caller: Caller): Promise<PupilHistory> {
    const classroom = await classroomIn(context, request);
    const { classroomId } = classroom;
    const lessons = await lessonsOf(classroomId, caller);
    const id = pupilIn(request);
    const pupil = (await directory.roster(classroomId)).find(({ pupilId }) => pupilId === id);
    if (!pupil) throw new LessonError('notFound', 'no such pupil');
    return { pupil, ...placeOf(classroom), lessons: historyIn(lessons, classroomId, id) };
  }

  const table = { answer: z.string(), answerType: 'text/csv' } as const;
  return [
    route({
      method: 'get',
      path: '/api/classrooms/:classroomId/learning',
      summary: "A classroom's pupils in numbers, over all lessons that the caller may see.",
      access: 'organizer',
      answer: classroomHistorySchema,
      handle: async ({ request, caller }) => await ofClassroom(request, caller),
    }),
    route({
      method: 'get',
      path: '/api/classrooms/:classroomId/learning.csv',
      summary: 'The same for spreadsheets.',
      access: 'organizer',
      ...table,
      handle: async ({ request, caller }) => csvText(classroomHistoryRows(await ofClassroom(request, caller))),
    }),
    route({
      method: 'get',
      path: '/api/classrooms/:classroomId/pupils/:pupilId/learning',
      summary: "A pupil's lessons over time: attendance, answers, and where the recording shows them.",
      access: 'organizer',
      answer: pupilHistorySchema,
      handle: async ({ request, caller }) => await ofPupil(request, caller),
    }),
    route({
      method: 'get',
      path: '/api/classrooms/:classroomId/pupils/:pupilId/learning.csv',
      summary: 'The same for spreadsheets.',
      access: 'organizer',
      ...table,
      handle: async ({ request, caller }) => csvText(pupilHistoryRows(await ofPupil(request, caller))),
    }),
  ];
}
