import { useEffect, useState } from 'react';
import { request } from '../api/request.ts';
import type { RosterPupil } from '../core/card/card-pupils.ts';
import { type CardRoster, RosterLoad } from '../core/card/roster-load.ts';
import { useLesson, useSeat } from '../seat/seat-context.tsx';

const unknown: CardRoster = { state: 'loading', pupils: null };

/** The own classroom's pupils and their cards, as far as they are known; `again` asks anew. */
export function useCardPupils(): { roster: CardRoster; again: () => void } {
  const { kept } = useSeat();
  const classroomId = useLesson().participants[kept.participantId]?.classroomId;
  const [roster, setRoster] = useState(unknown);
  const [load, setLoad] = useState<RosterLoad | null>(null);
  useEffect(() => {
    if (!classroomId) return undefined;
    const made = new RosterLoad(async (signal) => {
      const path = `/api/seats/rosters/${classroomId}`;
      const asked = { bearer: kept.seatKey, headers: { 'x-lesson': kept.lessonId }, signal };
      return (await request<{ pupils: RosterPupil[] }>(path, asked)).pupils;
    });
    const undo = made.roster.onChange(setRoster);
    setLoad(made);
    void made.load();
    return () => {
      undo();
      made.close();
    };
  }, [classroomId, kept]);
  return { roster, again: () => void load?.load() };
}
