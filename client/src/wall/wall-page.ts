import { classroomSeat, type InvitedClassroom, type LessonState } from '@tongke/signaling/protocol/lesson';

const collator = new Intl.Collator('zh-CN', { numeric: true });
const digits = '零一二三四五六七八九';

/** By school and class as people count: 一班 before 二班, which by its sound would stand the other way round. */
const compareNames = (a: string, b: string): number => collator.compare(withFigures(a), withFigures(b));

/** Chinese numbers up to 99 as figures. */
function withFigures(name: string): string {
  return name.replace(/([一二三四五六七八九])?(十)?([一二三四五六七八九])?/g, (all, tens = '', ten, ones = '') => {
    if (!ten) return [...all].map((digit) => digits.indexOf(digit)).join('');
    return String((tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0));
  });
}

/** Classrooms of a lesson that fit the words: those that have come before those that have not, by school and name. */
export function findClassrooms(lesson: LessonState, words: string): InvitedClassroom[] {
  const parts = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return Object.values(lesson.classrooms)
    .filter(({ name, schoolName }) => parts.every((part) => `${schoolName} ${name}`.toLowerCase().includes(part)))
    .map((classroom) => ({ classroom, absent: isAbsent(lesson, classroom) ? 1 : 0 }))
    .sort(
      ({ classroom: a, absent: first }, { classroom: b, absent: second }) =>
        first - second || compareNames(a.schoolName, b.schoolName) || compareNames(a.name, b.name),
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
