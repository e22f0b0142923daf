import type { SchoolRecord } from '../api/schools-api.ts';

/** Schools whose name, or some of whose classrooms' names, hold every word that was typed. Pure. */
export function findClassrooms(schools: readonly SchoolRecord[], typed: string): SchoolRecord[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...schools];
  return schools.flatMap((school) => {
    const holds = (name: string) => {
      const text = `${school.name} ${name}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const classrooms = school.classrooms.filter(({ name }) => holds(name));
    return classrooms.length > 0 || holds('') ? [{ ...school, classrooms }] : [];
  });
}
