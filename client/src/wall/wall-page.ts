import { classroomSeat, type InvitedClassroom, type LessonState } from '@tongke/signaling/protocol/lesson';

const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Classrooms of a lesson that fit the words: those that have come before those that have not, by school and name. */
export function findClassrooms(lesson: LessonState, words: string): InvitedClassroom[] {
  const parts = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return Object.values(lesson.classrooms)
    .filter(({ name, schoolName }) => parts.every((part) => `${schoolName} ${name}`.toLowerCase().includes(part)))
    .map((classroom) => ({ classroom, absent: isAbsent(lesson, classroom) ? 1 : 0 }))
    .sort(
      ({ classroom: a, absent: first }, { classroom: b, absent: second }) =>
        first - second || collator.compare(a.schoolName, b.schoolName) || collator.compare(a.name, b.name),
    )
    .map(({ classroom }) => classroom);
}

/** One that has just lost its line keeps its place: it will be back. */
function isAbsent(lesson: LessonState, { classroomId }: InvitedClassroom): boolean {
  const connection = lesson.participants[classroomSeat(classroomId)]?.connection;
  return connection === undefined || connection.state === 'gone';
}

/** One page of a list; a page that no longer exists becomes the last one. */
export function pageOf<Item>(
  items: readonly Item[],
  wanted: number,
  size: number,
): { items: Item[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { items: items.slice(page * size, (page + 1) * size), page, pages };
}

/** How many of the invited classrooms are connected. */
export const countHere = (lesson: LessonState): number =>
  Object.values(lesson.classrooms).filter(
    ({ classroomId }) => lesson.participants[classroomSeat(classroomId)]?.connection.state === 'here',
  ).length;
