import { type Moment, witness } from '../moment.ts';
import type { Act } from './act.ts';

/** One key pauses everything, and lets it go on again: pictures move again by themselves. */
export const permission: Act = {
  name: 'pause all',
  async play({ teacher, rooms }) {
    const [room] = rooms;
    const cover = { live: '[data-testid="pause-cover"]', replay: '[data-testid="replay-paused"]' };
    await teacher.page.keyboard.press('p');
    const paused = await Promise.all(rooms.map((each) => witness(each, 'everything paused', cover)));
    await teacher.see('paused');
    const resumedAt = Date.now();
    await teacher.page.keyboard.press('p');
    const on = await witness(room, 'going on', { ...cover, isGone: true });
    await Promise.all(rooms.map((each) => each.seeMoving('video-camera-teacher')));
    const moments: Moment[] = [...paused.slice(0, 1), on];
    return { detail: `paused and gone on; pictures moved again within ${Date.now() - resumedAt} ms`, moments };
  },
};
