import { witness } from '../moment.ts';
import { same } from '../sight.ts';
import type { Act } from './act.ts';

const face = (state: string) => same(`[data-testid="timer"][data-state="${state}"]`, { measure: 'seconds' });
const runForSeconds = 3;

/** A countdown of one minute runs in all classrooms, is held, and is taken away. */
export const timer: Act = {
  name: 'timer',
  async play({ teacher, rooms }) {
    const [room] = rooms;
    await teacher.tap('tool-timer');
    await teacher.tap('timer-start-1');
    const started = await Promise.all(rooms.map((each) => witness(each, 'timer begun', face('running'))));
    await room.page.waitForFunction(
      (mostSeconds) => {
        const text = document.querySelector('[data-testid="timer"]')?.textContent ?? '';
        return Number(/0:(\d\d)/.exec(text)?.[1] ?? Number.NaN) <= mostSeconds;
      },
      { timeout: 20_000, polling: 50 },
      60 - runForSeconds,
    );
    const later = await witness(room, 'timer running', face('running'));
    await teacher.tap('timer-hold');
    const held = await witness(room, 'timer held', face('paused'));
    await teacher.tap('timer-stop');
    const gone = await witness(room, 'timer taken away', same('[data-testid="timer"]', { isGone: true }));
    const shown = [...started, later, held].map(({ measured }) => measured[0]?.[0]);
    return {
      detail: `the classrooms read ${shown.join(', ')} seconds`,
      moments: [...started.slice(0, 1), later, held, gone],
    };
  },
};
