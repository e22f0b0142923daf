import type { ErrorCode } from '@tongke/signaling/protocol/lesson';
import { useEffect, useState } from 'react';
import { deviceLessons } from '../api/devices-api.ts';
import { errorCodeOf } from '../api/error-code.ts';
import type { LessonRecord } from '../api/lesson-record.ts';
import { repeat } from './repeat.ts';

const everyMs = 5_000;
/** With these the PC is paired no more. */
const unpaired: readonly ErrorCode[] = ['unauthorized', 'linkRevoked', 'linkExpired', 'forbidden'];

/** Today's lessons of this PC's classroom; null before the first answer. `onRevoked` when it is paired no more. */
export function useDeviceLessons(
  credential: string,
  onRevoked: () => void,
): { lessons: LessonRecord[] | null; lineDown: boolean } {
  const [lessons, setLessons] = useState<LessonRecord[] | null>(null);
  const [lineDown, setLineDown] = useState(false);
  useEffect(
    () =>
      repeat(async (signal) => {
        try {
          const answer = await deviceLessons(credential, signal);
          setLessons(answer.lessons);
          setLineDown(false);
        } catch (error) {
          if (signal.aborted) return null;
          if (unpaired.includes(errorCodeOf(error))) {
            onRevoked();
            return null;
          }
          setLineDown(true);
        }
        return everyMs;
      }),
    [credential, onRevoked],
  );
  return { lessons, lineDown };
}
