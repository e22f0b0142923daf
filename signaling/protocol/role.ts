/** What a participant is in a lesson. */
export type Role = 'teacher' | 'assistant' | 'classroom' | 'inspector' | 'recorder' | 'audience';

/** Those who run the lesson, or may see all of it. */
export const isStaff = (role: Role): boolean => role === 'teacher' || role === 'assistant' || role === 'inspector';

/** The link that a participant came by: one for each role, a second for a second teacher, and one for each classroom. */
export type LinkName =
  | 'teacher'
  | 'coteacher'
  | 'assistant'
  | 'inspector'
  | 'audience'
  | 'recorder'
  | `classroom:${string}`;
