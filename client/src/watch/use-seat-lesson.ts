import type { ErrorCode } from '@tongke/signaling/protocol/lesson';
import { useEffect, useState } from 'react';
import { errorCodeOf } from '../api/error-code.ts';
import type { LessonRecord } from '../api/lesson-record.ts';
import { seatLesson } from '../api/seats-api.ts';
import type { KeptSeat } from '../core/seat/kept-seats.ts';

const everyMs = 4_000;
const passing: readonly ErrorCode[] = ['unavailable', 'tooMany', 'internal'];

type SeatLesson = Omit<LessonRecord, 'classrooms'>;
export type SeatLessonLoad =
  | { state: 'loading'; lineDown: boolean }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; lesson: SeatLesson };

/** The lesson of a seat, asked for again and again until its archive is finished. */
export function useSeatLesson({ lessonId, seatKey }: KeptSeat): SeatLessonLoad {
  const [load, setLoad] = useState<SeatLessonLoad>({ state: 'loading', lineDown: false });
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const lesson = await seatLesson(lessonId, seatKey, stop.signal);
        setLoad({ state: 'ready', lesson });
        if (lesson.sealed) return;
      } catch (error) {
        if (stop.signal.aborted) return;
        const code = errorCodeOf(error);
        if (!passing.includes(code)) {
          setLoad({ state: 'failed', code });
          return;
        }
        setLoad((known) => (known.state === 'ready' ? known : { state: 'loading', lineDown: true }));
      }
      timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [lessonId, seatKey]);
  return load;
}
