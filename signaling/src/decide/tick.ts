import type { LessonState } from '../../protocol/lesson.ts';
import { decideBuzzer, nextBuzzer } from './buzzer.ts';
import { accept, type Handlers } from './decision.ts';
import { leaveOverdue, nextLeave } from './participant.ts';
import { alarmUnrecorded, nextAlarm } from './recording.ts';

/** What is due in an open lesson: seats that were away for too long, the alarm that nobody records, the buzzer. */
export const tick: Handlers<'tick'> = {
  tick: (state, _actor, _input, now) =>
    state.phase.name === 'open'
      ? accept(null, ...leaveOverdue(state, now), ...alarmUnrecorded(state, now), ...decideBuzzer(state, now))
      : accept(null),
};

/** When `tick` is next worth sending, milliseconds since the epoch; null when nothing is due. */
export function nextDeadline(state: LessonState): number | null {
  if (state.phase.name !== 'open') return null;
  const due = [nextLeave(state), nextAlarm(state), nextBuzzer(state)].filter((at) => at !== null);
  return due.length > 0 ? Math.min(...due) : null;
}
