import type { ErrorCode, LessonSummary } from '@tongke/signaling/protocol/lesson';
import { useEffect, useState } from 'react';
import { takeAccessToken } from '../api/access-token.ts';
import { errorCodeOf } from '../api/error-code.ts';
import { lessonSummary, seatSummary } from '../api/summary-api.ts';
import { keptSeat } from '../core/seat/kept-seats.ts';

export type SummaryLoad =
  | { state: 'noLink' }
  | { state: 'loading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; summary: LessonSummary };

/** Asks for the summary that the address names: `#s=` a seat that this device keeps, `#l=` a lesson of one's own. */
function ask(signal: AbortSignal): Promise<LessonSummary> | null {
  const seat = keptSeat(location.hash);
  if (seat) return seatSummary(seat.lessonId, seat.seatKey, signal);
  const lessonId = new URLSearchParams(location.hash.slice(1)).get('l');
  const token = takeAccessToken();
  return lessonId && token ? lessonSummary(lessonId, token, signal) : null;
}

/** The summary of the address. */
export function useSummary(): SummaryLoad {
  const [load, setLoad] = useState<SummaryLoad>({ state: 'loading' });
  useEffect(() => {
    const stop = new AbortController();
    const asking = ask(stop.signal);
    if (!asking) {
      setLoad({ state: 'noLink' });
      return undefined;
    }
    asking.then(
      (summary) => setLoad({ state: 'ready', summary }),
      (error: unknown) => {
        if (!stop.signal.aborted) setLoad({ state: 'failed', code: errorCodeOf(error) });
      },
    );
    return () => stop.abort();
  }, []);
  return load;
}
