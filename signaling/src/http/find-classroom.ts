import type { Request } from 'express';
import { type ClassroomId, isId, LessonError, type PupilId, pupilId } from '../../protocol/lesson.ts';
import type { Classroom } from '../catalogue/state.ts';
import type { RouteContext } from './route.ts';

/** The classroom that a path names. Throws LessonError `notFound`. */
export async function classroomIn(
  { catalogue }: Pick<RouteContext, 'catalogue'>,
  { params: { classroomId } }: Request,
): Promise<Classroom> {
  const find = () => catalogue.state.classrooms.get(classroomId as ClassroomId);
  // Another node may have added it a moment ago.
  const found = find() ?? (await catalogue.refresh().then(find));
  if (!found) throw new LessonError('notFound', 'no such classroom');
  return found;
}

/** The pupil's id that a path names; whether there is one is the directory's to say. Throws LessonError `notFound`. */
export function pupilIn({ params: { pupilId: id } }: Request): PupilId {
  if (typeof id !== 'string' || !isId(id)) throw new LessonError('notFound', 'no such pupil');
  return pupilId(id);
}
