import type { ParticipantId } from '../ids.ts';
import type { AnswerValue, Question, RoomAnswers } from '../question.ts';
import { resultsOf, rightIn } from '../question-answers.ts';
import type { LessonState } from '../state.ts';

/** What was answered to one question. */
export interface AnswerCounts {
  classrooms: number;
  answers: number;
  /** For each option. */
  chosen: number[];
  /** Null where what is right is not known or cannot be counted. */
  right: number | null;
}

const keyOf = ({ question }: LessonState, asked: Question): AnswerValue | null =>
  asked.correct ?? question.keys[asked.questionId] ?? null;

/** Counts the answers of some rooms to a question. */
export function countAnswers(
  state: LessonState,
  asked: Question,
  rooms: Readonly<Record<string, RoomAnswers>>,
): AnswerCounts {
  const results = resultsOf(asked, rooms);
  const key = keyOf(state, asked);
  return {
    classrooms: results.classrooms,
    answers: results.people,
    chosen: results.counts,
    right: key === null ? null : rightIn(asked.kind, results, key),
  };
}

/** What one room answered, over all questions of a lesson. */
export function countRoom(state: LessonState, seat: ParticipantId) {
  const sum = { questionsAnswered: 0, answers: 0, answersRight: 0, answersJudged: 0, buzzersWon: 0 };
  for (const asked of state.question.asked) {
    const { questionId } = asked;
    const own = state.question.rooms[questionId]?.[seat];
    if (state.question.presses[questionId]?.[seat]?.won) sum.buzzersWon += 1;
    if (!own) continue;
    const { answers, right } = countAnswers(state, asked, { [seat]: own });
    if (answers > 0) sum.questionsAnswered += 1;
    sum.answers += answers;
    if (right === null) continue;
    sum.answersRight += right;
    sum.answersJudged += answers;
  }
  return sum;
}
