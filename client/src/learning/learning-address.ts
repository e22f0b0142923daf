/** What the page's address names: a classroom, and a pupil of it or null for all. */
export interface LearningPlace {
  classroomId: string;
  pupilId: string | null;
}

/** The hash of a learning record: of a pupil, or of a whole classroom. Ids alone: names stay out of addresses. Pure. */
export function learningHash({ classroomId, pupilId }: LearningPlace): string {
  return `#${new URLSearchParams({ c: classroomId, ...(pupilId === null ? {} : { p: pupilId }) })}`;
}

/** Its address for other pages. Pure. */
export const learningAddress = (place: LearningPlace): string => `/learning${learningHash(place)}`;

/** The place that a hash names; null for none. Pure. */
export function learningPlace(hash: string): LearningPlace | null {
  const place = new URLSearchParams(hash.replace(/^#/, ''));
  const classroomId = place.get('c');
  return classroomId ? { classroomId, pupilId: place.get('p') || null } : null;
}
