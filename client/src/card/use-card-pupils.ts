import { useEffect, useState } from 'react';
import { request } from '../api/request.ts';
import type { CardPupil } from '../core/card/card-answers.ts';
import { cardPupils, type RosterPupil } from '../core/card/card-pupils.ts';
import { useLesson, useSeat } from '../seat/seat-context.tsx';

/** The own classroom's pupils and their cards; null when it has no list, undefined while that is not known. */
export function useCardPupils(): CardPupil[] | null | undefined {
  const { kept } = useSeat();
  const classroomId = useLesson().participants[kept.participantId]?.classroomId;
  const [pupils, setPupils] = useState<CardPupil[] | null>();
  useEffect(() => {
    if (!classroomId) return;
    const away = new AbortController();
    request<{ pupils: RosterPupil[] }>(`/api/seats/rosters/${classroomId}`, {
      bearer: kept.seatKey,
      headers: { 'x-lesson': kept.lessonId },
      signal: away.signal,
    }).then(
      (answer) => setPupils(answer.pupils.length > 0 ? cardPupils(answer.pupils) : null),
      () => {
        // Without names cards still count.
        if (!away.signal.aborted) setPupils(null);
      },
    );
    return () => away.abort();
  }, [classroomId, kept]);
  return pupils;
}
