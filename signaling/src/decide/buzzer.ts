import {
  type BuzzerPress,
  type LessonEvent,
  type LessonState,
  limits,
  type ParticipantId,
  type Question,
} from '../../protocol/lesson.ts';
import { accept, type Handlers, refuse, refuseUnlessOpen } from './decision.ts';
import { questionOf } from './find-question.ts';
import { refuseUnlessAllowed } from './permission.ts';

/**
 * When a press was made, on the lesson clock, without what its line took. A classroom sees the question half a round trip
 * after it was asked, and its press takes the other half to come here: the whole round trip is taken off, at most
 * `limits.buzzerLineMs`. No time that a browser tells is read. What its line took is measured by this server; a browser that answers
 * those measurements late seems to have a slower line, and so gains at most that bound.
 */
export function pressTime(
  { askedAt }: Pick<Question, 'askedAt'>,
  { arrivedAt, roundTripMs }: { arrivedAt: number; roundTripMs: number },
  now: number,
): Pick<BuzzerPress, 'pressedAt' | 'lineMs'> {
  const arrived = Math.min(arrivedAt, now);
  const lineMs = Math.round(Math.min(Math.max(roundTripMs, 0), limits.buzzerLineMs) * 10) / 10;
  return { pressedAt: Math.max(askedAt, arrived - lineMs), lineMs };
}

/** Who pressed first; of those that pressed at the same time, whoever comes first in the log. */
export function firstOf(presses: Readonly<Record<ParticipantId, BuzzerPress>>): ParticipantId | null {
  let first: ParticipantId | null = null;
  for (const [id, { pressedAt }] of Object.entries(presses)) {
    const best = first === null ? undefined : presses[first];
    if (!best || pressedAt < best.pressedAt) first = id as ParticipantId;
  }
  return first;
}

/** The buzzer that waits for presses; undefined when there is none. */
function openBuzzer({ question }: LessonState): Question | undefined {
  const last = question.asked.at(-1);
  return last?.kind === 'buzzer' && last.closedAt === null ? last : undefined;
}

const pressesOf = ({ question }: LessonState, { questionId }: Question): Record<ParticipantId, BuzzerPress> =>
  question.presses[questionId] ?? {};

/** When the open buzzer is to be decided, milliseconds since the epoch; null before the first press. */
export function nextBuzzer(state: LessonState): number | null {
  const open = openBuzzer(state);
  const [first] = open ? Object.values(pressesOf(state, open)) : [];
  return first ? first.at + limits.buzzerWindowMs : null;
}

/** The events that say who was first; none when nobody has pressed. */
export function verdict(state: LessonState, question: Question): LessonEvent[] {
  const { questionId } = question;
  const presses = pressesOf(state, question);
  const participantId = firstOf(presses);
  if (participantId === null) return [];
  const { classroomId = null, schoolId = null } = state.participants[participantId] ?? {};
  return [
    { type: 'buzzerWon', questionId, participantId, classroomId, schoolId },
    { type: 'buzzerDecided', questionId, pressed: Object.keys(presses).length },
  ];
}

/** Decides the buzzer when its time is over: nothing before. */
export function decideBuzzer(state: LessonState, now: number): LessonEvent[] {
  const due = nextBuzzer(state);
  const open = openBuzzer(state);
  return open && due !== null && now >= due ? verdict(state, open) : [];
}

export const buzzer: Handlers<'buzzer:press'> = {
  'buzzer:press': (state, actor, { questionId, arrivedAt, roundTripMs }, now) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only classrooms');
    const refusal = refuseUnlessOpen(state) ?? refuseUnlessAllowed(state, actor, 'interaction');
    if (refusal) return refusal;
    const { participantId } = actor;
    const found = questionOf(state, questionId);
    if (found?.kind !== 'buzzer') return refuse('notFound', 'no such buzzer');
    if (Object.hasOwn(pressesOf(state, found), participantId)) return accept(null);
    const overdue = decideBuzzer(state, now);
    const closed = found.closedAt !== null || overdue.length > 0;
    if (closed) return { ...refuse('questionClosed', 'another classroom was first'), events: overdue };
    const { classroomId = null, schoolId = null } = state.participants[participantId] ?? {};
    const press = pressTime(found, { arrivedAt, roundTripMs }, now);
    return accept(null, { type: 'buzzerPressed', questionId, participantId, classroomId, schoolId, ...press });
  },
};
