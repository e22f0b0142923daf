import { type ClassroomId, LessonError } from '@tongke/signaling/protocol/lesson';
import { useEffect, useState } from 'react';
import { seatRosterSizes } from '../api/seat-rosters-api.ts';
import { keptRoster, type RosterLoad, readRoster } from '../core/attendance/kept-rosters.ts';
import { useLine, useSeat, useWatched } from '../seat/seat-context.tsx';

/** A classroom's pupils, and the way to fetch them again. */
export function useRoster(classroomId: string): { roster: RosterLoad; reload: () => Promise<void> } {
  const { kept } = useSeat();
  const roster = useWatched(keptRoster(kept, classroomId));
  return { roster, reload: () => readRoster(kept, classroomId) };
}

/** How many pupils each classroom of the lesson has on its roster; fetched when first shown and when the line is back. */
export function useRosterSizes(): ReadonlyMap<ClassroomId, number> {
  const { kept } = useSeat();
  const isUp = useLine().name === 'up';
  const [sizes, setSizes] = useState<ReadonlyMap<ClassroomId, number>>(new Map());
  useEffect(() => {
    if (!isUp) return;
    let isWanted = true;
    seatRosterSizes(kept).then(
      (rosters) => isWanted && setSizes(new Map(rosters.map(({ classroomId, pupils }) => [classroomId, pupils]))),
      (error: unknown) => {
        // Attendance that is taken says itself how many are expected.
        if (!(error instanceof LessonError)) throw error;
      },
    );
    return () => {
      isWanted = false;
    };
  }, [kept, isUp]);
  return sizes;
}
