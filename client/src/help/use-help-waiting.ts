import { useLesson } from '../seat/seat-context.tsx';

/** How many classrooms call and nobody has said that they come. */
export const useHelpWaiting = (): number =>
  Object.values(useLesson().help.calls).filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
