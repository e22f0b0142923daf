import {
  answerKey,
  type GivenAnswers,
  isAnswerTo,
  type LessonEvent,
  type LessonState,
  limits,
  type ParticipantId,
  peopleIn,
  type Question,
  type QuestionId,
  type QuestionResults,
  type RoomAnswers,
  resultsOf,
} from '../../protocol/lesson.ts';
import { verdict } from './buzzer.ts';
import type { Actor } from './command.ts';
import { accept, type Decision, type Handlers, refuse, refuseUnlessOpen } from './decision.ts';
import { questionOf } from './find-question.ts';
import { refuseUnlessAllowed } from './permission.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Every number of options that a kind may have. */
function hasItsOptions({ kind, options }: Pick<Question, 'kind' | 'options'>): boolean {
  return kind === 'single' || kind === 'multiple' ? options.length >= 2 : options.length === 0;
}

/**
 * Pupils that a classroom can have at most: those on its roster or as many as were counted, whichever is more (a latecomer is on the
 * roster, a guest was counted); the limit before attendance was taken.
 */
function pupilsOf(state: LessonState, participantId: ParticipantId): number {
  const taken = state.attendance.rooms[participantId];
  return (taken && Math.max(taken.expected ?? 0, taken.present)) || limits.pupilsPerClassroom;
}

/** What all may see of the results: of open texts only those that were picked and given, of numbers the most frequent. */
function shownResults(question: Question, rooms: Record<string, RoomAnswers>, picked: string[]): QuestionResults {
  const results = resultsOf(question, rooms);
  const said =
    question.kind === 'open' ? results.said.filter(({ answer }) => picked.includes(`${answer}`)) : results.said;
  return { ...results, said: said.slice(0, limits.saidShown) };
}

/** A classroom's answers: refused unless the question is open, the answers are ones to it, and there are so many pupils. */
function answer(
  state: LessonState,
  participantId: ParticipantId,
  questionId: QuestionId,
  given: GivenAnswers,
): Decision<{ people: number }> {
  const room: Actor = { kind: 'participant', participantId, role: 'classroom' };
  const refusal = refuseUnlessOpen(state) ?? refuseUnlessAllowed(state, room, 'interaction');
  if (refusal) return refusal;
  const question = questionOf(state, questionId);
  if (!question) return refuse('notFound', 'no such question');
  const answers = given.by === 'hands' ? given.hands : given.pupils;
  const fits = answers.every((each) => each.answer === null || isAnswerTo(question, each.answer));
  if (!fits) return refuse('badRequest', 'not an answer to this question');
  const keys =
    given.by === 'hands' ? given.hands.map((each) => answerKey(each.answer)) : given.pupils.map((each) => each.pupilId);
  if (new Set(keys).size < keys.length) return refuse('badRequest', 'the same twice');
  const seat = state.participants[participantId];
  if (seat?.role !== 'classroom') return refuse('notHere', 'not a classroom that is here');

  const before = state.question.rooms[questionId]?.[participantId] ?? { hands: [], pupils: {} };
  const change = changeOf(before, given);
  const after = merged(before, change ?? given);
  const people = peopleIn(question.kind, after);
  if (change === null) return accept({ people: peopleIn(question.kind, before) });
  if (question.closedAt !== null) return refuse('questionClosed', 'no more answers are taken');
  const most = pupilsOf(state, participantId);
  const tooMany = people > most || after.hands.some(({ count }) => count > most);
  if (tooMany && people > peopleIn(question.kind, before)) return refuse('tooManyHands', 'more than there are pupils');
  const { classroomId, schoolId } = seat;
  return accept(
    { people },
    { type: 'questionAnswered', questionId, participantId, classroomId, schoolId, answers: change },
  );
}

type Answers = Pick<RoomAnswers, 'hands' | 'pupils'>;

/** What of the given is new; null when nothing is. */
function changeOf(before: Answers, given: GivenAnswers): GivenAnswers | null {
  if (given.by === 'hands') {
    const hands = given.hands.filter(({ count }) => count > 0);
    return same(hands, before.hands) ? null : { by: 'hands', hands };
  }
  const pupils = given.pupils.filter(({ pupilId, answer: fresh }) => {
    const known = Object.hasOwn(before.pupils, pupilId) ? before.pupils[pupilId] : undefined;
    return fresh === null ? known !== undefined : !same(known, { answer: fresh, by: given.by });
  });
  return pupils.length === 0 ? null : { by: given.by, pupils };
}

function merged(before: Answers, given: GivenAnswers): Answers {
  if (given.by === 'hands') return { ...before, hands: given.hands };
  const pupils = { ...before.pupils };
  for (const { pupilId, answer: fresh } of given.pupils) {
    if (fresh === null) delete pupils[pupilId];
    else pupils[pupilId] = { answer: fresh, by: given.by };
  }
  return { ...before, pupils };
}

/** The events that close a question, unless it is closed: a buzzer that was pressed is decided by it. */
function closing(state: LessonState, question: Question): LessonEvent[] {
  if (question.closedAt !== null) return [];
  const decided = question.kind === 'buzzer' ? verdict(state, question) : [];
  return decided.length > 0 ? decided : [{ type: 'questionClosed', questionId: question.questionId }];
}

export const question: Handlers<
  | 'question:ask'
  | 'question:close'
  | 'question:show'
  | 'question:reveal'
  | 'question:clear'
  | 'question:answer'
  | 'question:answerByDevices'
> = {
  'question:ask': (state, _actor, { questionId, kind, text, options, correct }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const known = questionOf(state, questionId);
    if (known) {
      const again = same([known.kind, known.text, known.options], [kind, text, options]);
      return again ? accept(null) : refuse('conflict', 'another question has this id');
    }
    if (!hasItsOptions({ kind, options })) return refuse('badRequest', 'not the options of this kind');
    if (correct && !isAnswerTo({ kind, options }, correct))
      return refuse('badRequest', 'not an answer to this question');
    const { asked } = state.question;
    if (asked.length >= limits.questionsPerLesson) return refuse('tooLarge', 'too many questions in one lesson');
    return accept(
      null,
      ...asked.flatMap((each) => closing(state, each)),
      { type: 'questionAsked', questionId, kind, text, options },
      ...(correct ? [{ type: 'questionKeySet' as const, questionId, correct }] : []),
    );
  },
  'question:close': (state, _actor, { questionId }) => {
    const found = questionOf(state, questionId);
    return found ? accept(null, ...closing(state, found)) : refuse('notFound', 'no such question');
  },
  'question:show': (state, _actor, { questionId, said }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const found = questionOf(state, questionId);
    if (!found) return refuse('notFound', 'no such question');
    if (found.kind === 'buzzer') return refuse('badRequest', 'a buzzer has no results to show');
    const results = shownResults(found, state.question.rooms[questionId] ?? {}, said ?? []);
    const shown = same(found.results, results) && state.question.onScreen === questionId;
    return shown ? accept(null) : accept(null, { type: 'questionResultsShown', questionId, results });
  },
  'question:reveal': (state, _actor, { questionId, correct: given }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const found = questionOf(state, questionId);
    if (!found) return refuse('notFound', 'no such question');
    const kept = Object.hasOwn(state.question.keys, questionId) ? state.question.keys[questionId] : undefined;
    const correct = given ?? kept;
    if (!correct) return refuse('badRequest', 'what is right?');
    if (!isAnswerTo(found, correct)) return refuse('badRequest', 'not an answer to this question');
    if (same(found.correct, correct) && state.question.onScreen === questionId)
      return accept(null, ...closing(state, found));
    return accept(
      null,
      ...closing(state, found),
      ...(same(kept, correct) ? [] : [{ type: 'questionKeySet' as const, questionId, correct }]),
      { type: 'questionKeyShown', questionId, correct },
    );
  },
  'question:clear': (state, _actor, { questionId }) => {
    const found = questionOf(state, questionId);
    if (!found) return refuse('notFound', 'no such question');
    const isShown = state.question.onScreen === questionId;
    return accept(
      null,
      ...closing(state, found),
      ...(isShown ? [{ type: 'questionCleared' as const, questionId }] : []),
    );
  },
  'question:answer': (state, actor, { questionId, answers }) =>
    actor.kind === 'participant'
      ? answer(state, actor.participantId, questionId, answers)
      : refuse('forbidden', 'only classrooms'),
  'question:answerByDevices': (state, _actor, { participantId, questionId, pupils }) =>
    answer(state, participantId, questionId, { by: 'devices', pupils }),
};
