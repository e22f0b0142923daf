import type { ErrorCode, LessonReview } from '@tongke/signaling/protocol/lesson';
import { useCallback, useEffect, useState } from 'react';
import { errorCodeOf } from '../api/error-code.ts';
import { lessonReview, type ReviewDoor } from '../api/review-api.ts';

/** Others write at the same time. */
const everyMs = 20_000;

export interface Reviewing {
  door: ReviewDoor;
  review: LessonReview;
  /** What went wrong last; null once something went right. */
  failure: ErrorCode | null;
  /** Does something to the review, and reads it again. Resolves to whether it was done. */
  act: (change: () => Promise<unknown>) => Promise<boolean>;
}

/** The review that a door leads to; null while it is not there, and for one who takes no part in it. */
export function useReview(door: ReviewDoor | null): Reviewing | null {
  const [review, setReview] = useState<LessonReview | null>(null);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks again.
  useEffect(() => {
    if (!door) return undefined;
    const stop = new AbortController();
    // Whoever may not take part is told nothing: the replay plays as it does for all.
    lessonReview(door, stop.signal).then(setReview, () => undefined);
    const timer = setTimeout(() => setTurn((last) => last + 1), everyMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [door, turn]);
  const act = useCallback(async (change: () => Promise<unknown>) => {
    try {
      await change();
      setFailure(null);
      return true;
    } catch (error) {
      setFailure(errorCodeOf(error));
      return false;
    } finally {
      setTurn((last) => last + 1);
    }
  }, []);
  return door && review ? { door, review, failure, act } : null;
}
