import type { SchoolId } from '../ids.ts';
import type { ClassroomSummary, RoomCounts, SchoolSummary } from '../summary.ts';

/** What is added up over classrooms. */
const added = [
  'connectedMs',
  'outages',
  'outageMs',
  'stageTimes',
  'stageMs',
  'handsRaised',
  'questionsAnswered',
  'answers',
  'answersRight',
  'answersJudged',
  'buzzersWon',
  'inquiries',
  'inquiriesAnswered',
  'messages',
  'stars',
  'helpCalls',
] as const satisfies readonly (keyof RoomCounts)[];

/** Classrooms by school, in the order of their schools. Pure. */
export function bySchool(classrooms: readonly ClassroomSummary[]): SchoolSummary[] {
  const schools = new Map<SchoolId, SchoolSummary>();
  for (const room of classrooms) {
    const school = schools.get(room.schoolId) ?? emptySchool(room);
    schools.set(room.schoolId, school);
    school.classrooms += 1;
    if (room.firstInAt !== null) school.classroomsThere += 1;
    school.present = addKnown(school.present, room.present);
    school.expected = addKnown(school.expected, room.expected);
    for (const name of added) school[name] += room[name];
  }
  return [...schools.values()];
}

/** A number that nobody gave adds nothing; with none given the sum is not known. */
const addKnown = (sum: number | null, more: number | null): number | null => (more === null ? sum : (sum ?? 0) + more);

function emptySchool({ schoolId, schoolName }: ClassroomSummary): SchoolSummary {
  const zeros = Object.fromEntries(added.map((name) => [name, 0])) as Record<(typeof added)[number], number>;
  return { ...zeros, schoolId, schoolName, classrooms: 0, classroomsThere: 0, present: null, expected: null };
}
