import { witness } from '../moment.ts';
import { type Act, others } from './act.ts';

const boxSeconds = 30;

/** A hand goes up, the teacher calls from the queue with a time box; the other classrooms see who it is. */
export const stage: Act = {
  name: 'hand and queue',
  async play(cast) {
    const { teacher } = cast;
    const [room] = cast.rooms;
    const [other] = others(cast, room);
    const { participantId, name } = room;
    await room.page.keyboard.press('h');
    await room.holds('raise-hand', 'state', 'raised');
    await teacher.tap('tool-hands');
    await teacher.see(`hand-${participantId}`);
    await teacher.choose('call-time', String(boxSeconds));
    const calledAt = Date.now();
    await teacher.page.keyboard.press('n');
    await room.see('on-stage');
    await room.see(`time-left-${participantId}`);
    const moment = await witness(other ?? teacher, `${name} called from the queue`, {
      live: `[data-testid="video-camera-${participantId}"][data-moving="true"]`,
      replay: `[data-testid="replay-picture-stage"] [data-participant-id="${participantId}"]`,
    });
    await teacher.choose('call-time', '');
    await teacher.gone(`hand-${participantId}`);
    return {
      detail: `${name} raised a hand, was called with ${boxSeconds} s, and was seen elsewhere ${Math.round(moment.at - calledAt)} ms later`,
      moments: [moment],
      turns: [{ participantId, name, calledAt, handedBackAt: calledAt + boxSeconds * 1_000 }],
    };
  },
};

/** The time box of {@link stage} is over: the classroom leaves the stage by itself. */
export const timeBox: Act = {
  name: 'time box',
  async play(cast) {
    const [room] = cast.rooms;
    await room.holds('classroom-screen', 'on-stage', 'false', (boxSeconds + 10) * 1_000);
    const [other] = others(cast, room);
    const gone = await witness(other ?? cast.teacher, 'stage empty after the time box', {
      live: `[data-testid="stage-${room.participantId}"]`,
      replay: '[data-testid="replay-picture-stage"]',
      isGone: true,
    });
    return { detail: `${room.name} left the stage by itself`, moments: [gone] };
  },
};
