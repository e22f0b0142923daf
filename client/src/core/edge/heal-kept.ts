import { pause } from '../pause.ts';
import { keptSeatsOf } from '../seat/kept-seats.ts';
import { lessonLock, startEdgeKeeper } from './edge-keeper.ts';
import { healLesson } from './heal-lesson.ts';
import { healingApi } from './healing-api.ts';

export interface HealOptions {
  /** 0 to 1, of what one lesson lacks; 1 at its end. Not called where nothing is missing. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Brings what archives of lessons lack that were sent from this browser, and forgets what is of no more use. Stops when a lesson begins on
 * this device. Never throws: what could not be brought is kept for the next time.
 */
export async function healKept({ onProgress, signal }: HealOptions): Promise<void> {
  const keeper = startEdgeKeeper();
  if (!keeper) return;
  try {
    await navigator.locks.request(lessonLock, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      const aid = {
        frames: (input: Parameters<typeof keeper.ask<'frames'>>[1]) => keeper.ask('frames', input),
        isWanted: () => isWanted(signal),
        pause: (ms: number) => pause(ms, signal),
        ...{ onProgress, now: () => performance.now() },
      };
      const lessons = Map.groupBy(await keeper.ask('list', null), ({ lessonId }) => lessonId);
      for (const [lessonId, names] of lessons) {
        const outcomes: string[] = [];
        for (const seat of keptSeatsOf(lessonId)) {
          outcomes.push(await healLesson({ ...aid, api: healingApi(seat, signal) }, seat.participantId, names));
        }
        if (outcomes.every((outcome) => outcome === 'done')) await keeper.ask('forget', { lessonId });
      }
    });
  } catch (error) {
    if (!signal.aborted) console.warn('what an archive lacks could not be brought: later', error);
  }
}

/** Whether a lesson waits to be sent from this device. Throws the signal's reason. */
async function isWanted(signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const { pending = [] } = await navigator.locks.query();
  return pending.some(({ name, mode }) => name === lessonLock && mode === 'shared');
}
