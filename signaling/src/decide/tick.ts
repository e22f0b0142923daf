import type { LessonState } from '../../protocol/lesson.ts';
import { decideBuzzer, nextBuzzer } from './buzzer.ts';
import { accept, type Handlers } from './decision.ts';
import { endFilm, nextFilmEnd } from './film.ts';
import { callBackOverdue, nextCallBack } from './group.ts';
import { leaveOverdue, nextLeave } from './participant.ts';
import { alarmUnrecorded, nextAlarm } from './recording.ts';
import { handBackOverdue, nextHandBack } from './stage.ts';

/** What is due in an open lesson: long-empty seats, turns whose time is over, the alarm that nobody records, the buzzer, a film, the time for groups. */
export const tick: Handlers<'tick'> = {
  tick: (state, _actor, _input, now) => {
    if (state.phase.name !== 'open') return accept(null);
    const left = leaveOverdue(state, now);
    const gone = new Set(left.flatMap((event) => (event.type === 'stageLeft' ? [event.participantId] : [])));
    const back = handBackOverdue(state, now).filter(({ participantId }) => !gone.has(participantId));
    return accept(
      null,
      ...left,
      ...back,
      ...alarmUnrecorded(state, now),
      ...decideBuzzer(state, now),
      ...endFilm(state, now),
      ...callBackOverdue(state, now),
    );
  },
};

/** When `tick` is next worth sending, milliseconds since the epoch; null when nothing is due. */
export function nextDeadline(state: LessonState): number | null {
  if (state.phase.name !== 'open') return null;
  const due = [nextLeave, nextHandBack, nextAlarm, nextBuzzer, nextFilmEnd, nextCallBack]
    .map((next) => next(state))
    .filter((at) => at !== null);
  return due.length > 0 ? Math.min(...due) : null;
}
