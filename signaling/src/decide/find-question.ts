import type { LessonState, Question, QuestionId } from '../../protocol/lesson.ts';

/** A question of the lesson; undefined when it was never asked. */
export const questionOf = ({ question }: LessonState, id: QuestionId): Question | undefined =>
  question.asked.find(({ questionId }) => questionId === id);
