import type { Product } from '../demo/product.ts';
import type { LessonWords } from './words.ts';

interface Id {
  readonly schoolId?: string;
  readonly classroomId?: string;
  readonly lessonId?: string;
}

/** Makes the pictured lesson, open now, and one of tomorrow, with a school for each classroom and a roster for the first. */
export async function makeLessons({ operator }: Product, words: LessonWords) {
  const { rooms, title, next, subject, teacherName } = words;
  const classroomIds: string[] = [];
  for (const [schoolName, name] of rooms) {
    const { school } = await operator.post<{ school: Id }>('/api/schools', { name: schoolName });
    const route = `/api/schools/${school.schoolId}/classrooms`;
    const { classroom } = await operator.post<{ classroom: Id }>(route, { name });
    classroomIds.push(classroom.classroomId ?? '');
  }
  for (const [index, name] of words.pupils.entries()) {
    const pupil = { name, number: String(index + 1), cardNumber: index + 1 };
    await operator.post(`/api/classrooms/${classroomIds[0]}/pupils`, pupil);
  }
  const make = async (called: string, inHours: number) => {
    const startsAt = new Date(Date.now() + inHours * 3_600_000).toISOString();
    const plan = { title: called, subject, teacherName, startsAt, classroomIds, recording: 'everything' };
    return (await operator.post<{ lesson: Id }>('/api/lessons', plan)).lesson.lessonId ?? '';
  };
  await make(next, 24);
  const lessonId = await make(title, 0);
  await operator.post(`/api/lessons/${lessonId}/open`, {});
  const { links } = await operator.get<{ links: { link: string; classroomId?: string; path: string }[] }>(
    `/api/lessons/${lessonId}/links`,
  );
  const linkOf = (name: string) => links.find((each) => each.link === name || each.classroomId === name)?.path ?? '';
  return { lessonId, classroomIds, linkOf };
}
