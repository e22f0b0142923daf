import type { Api, ApiLesson, ApiLink } from './api.ts';
import type { Film } from './film.ts';
import type { Product } from './product.ts';

/** A lesson that was made through the API, with its links. */
export interface MadeLesson {
  readonly lessonId: string;
  readonly links: readonly ApiLink[];
  /** Seats of the classrooms, in the order in which they were asked for. */
  readonly classroomIds: readonly string[];
}

/** Makes a school with its classrooms and an open lesson for all of them. */
export async function makeLesson(
  api: Api,
  {
    title,
    classrooms,
    recording,
    coTeacherName,
  }: {
    title: string;
    classrooms: readonly string[];
    recording?: 'standard' | 'everything';
    /** Default: one teacher only. */
    coTeacherName?: string;
  },
): Promise<MadeLesson> {
  const { school } = await api.post<{ school: { schoolId: string } }>('/api/schools', { name: `${title} School` });
  const classroomIds: string[] = [];
  for (const name of classrooms) {
    const route = `/api/schools/${school.schoolId}/classrooms`;
    classroomIds.push((await api.post<{ classroom: { classroomId: string } }>(route, { name })).classroom.classroomId);
  }
  const { lesson } = await api.post<{ lesson: ApiLesson }>('/api/lessons', {
    title,
    subject: 'Science',
    teacherName: 'Ms Lin',
    startsAt: new Date().toISOString(),
    classroomIds,
    recording: recording ?? 'standard',
    ...(coTeacherName !== undefined && { coTeacherName }),
  });
  await api.post(`/api/lessons/${lesson.lessonId}/open`, {});
  const { links } = await api.get<{ links: ApiLink[] }>(`/api/lessons/${lesson.lessonId}/links`);
  return { lessonId: lesson.lessonId, links, classroomIds };
}

/** The path of one link, such as `teacher` or a classroom's id. @throws when the lesson has none */
export function linkPath({ links }: MadeLesson, name: string): string {
  const found = links.find(({ link, classroomId }) => link === name || classroomId === name);
  if (found === undefined) throw new Error(`the lesson has no link ${name}`);
  return found.path;
}

/** The address of a seat whose devices play a film: the page is told what they can. */
export function seatAddress({ baseUrl }: Product, lesson: MadeLesson, link: string, film: Film): string {
  const { width, height, framesPerSecond } = film;
  const [page, token] = linkPath(lesson, link).split('#');
  return `${baseUrl}${page}?width=${width}&height=${height}&fps=${framesPerSecond}#${token}`;
}
