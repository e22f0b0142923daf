import { witness } from '../moment.ts';
import type { Act } from './act.ts';

const atWork = { live: '[data-testid="group-notice"]', replay: '[data-testid="replay-groups"]' };

/** The class is split; a group sees itself, the teacher visits it, and all are called back. */
export const groups: Act = {
  name: 'groups',
  async play({ teacher, rooms }) {
    const [first, second] = rooms;
    await teacher.tap('tool-group');
    await teacher.choose('group-count', '1');
    await teacher.tap('group-split');
    const split = await witness(first, 'class in groups', atWork);
    await first.seeMoving(`video-camera-${second.participantId}`);
    await second.seeMoving(`video-camera-${first.participantId}`);
    await teacher.tap('group-visit-1');
    const visitedAt = performance.now();
    await teacher.seeMoving(`video-camera-${first.participantId}`);
    await first.seeMoving('video-camera-teacher');
    const visitMs = performance.now() - visitedAt;
    await teacher.tap('group-call-back');
    const back = await witness(first, 'class in one again', { ...atWork, isGone: true });
    return {
      detail: `${rooms.length} classrooms saw each other; both sides of a visit had ten pictures after ${Math.round(visitMs)} ms`,
      moments: [split, back],
    };
  },
};
