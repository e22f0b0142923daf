import type { LessonReview } from '../../protocol/lesson.ts';
import type { KeptReview } from './review-state.ts';
import type { Reviewer } from './reviews.ts';

/** A lesson's review in its numbers and words, as a reviewer may see it. Pure. */
export function summariseReview(lessonId: string, review: KeptReview, reviewer: Reviewer): LessonReview {
  const kept = [...review.remarks.values()];
  return {
    lessonId,
    criteria: review.criteria.map((criterion) => {
      const scores = kept.flatMap(({ criterionId, score }) =>
        criterionId === criterion.criterionId && score !== null ? [score] : [],
      );
      const sum = scores.reduce<number>((total, score) => total + score, 0);
      return { ...criterion, mean: scores.length === 0 ? null : sum / scores.length, scores: scores.length };
    }),
    remarks: kept
      .map(({ authorId, ...remark }) => ({ ...remark, own: authorId === reviewer.authorId }))
      .sort((a, b) => (a.fromMs ?? -1) - (b.fromMs ?? -1) || a.createdAt - b.createdAt),
    reviewers: new Set(kept.map(({ authorId }) => authorId)).size,
    mayEditRubric: reviewer.leads,
  };
}
