import { randomUUID } from 'node:crypto';
import {
  LessonError,
  type LessonId,
  type LessonReview,
  type RemarkInput,
  type ReviewCriterion,
  reviewLimits,
} from '../../protocol/lesson.ts';
import { FoldedLog } from '../log/folded-log.ts';
import type { Log } from '../log/log.ts';
import { emptyReview, evolveReviews, type KeptReview, type ReviewEvent, type ReviewsState } from './review-state.ts';
import { summariseReview } from './review-summary.ts';

/** Who takes part in a lesson's review. */
export interface Reviewer {
  /** The same whenever the same person comes by the same way. */
  authorId: string;
  /** May change the rubric: the operator and the lesson's teacher. */
  leads: boolean;
  /** May remove what others wrote: the operator. */
  tidies: boolean;
}

/** Lesson reviews, on a log of their own: sealed archives are never written to. What changes them throws LessonError. */
export class Reviews {
  readonly #log: FoldedLog<ReviewsState, ReviewEvent>;

  private constructor(log: FoldedLog<ReviewsState, ReviewEvent>) {
    this.#log = log;
  }

  static async open(log: Log): Promise<Reviews> {
    return new Reviews(await FoldedLog.open(log, { name: 'reviews', state: new Map(), evolve: evolveReviews }));
  }

  /** As a reviewer sees it, with what other nodes have kept a moment ago. Throws `unavailable`. */
  async of(lessonId: LessonId, reviewer: Reviewer): Promise<LessonReview> {
    await this.#log.refresh();
    return summariseReview(lessonId, this.#log.state.get(lessonId) ?? emptyReview(), reviewer);
  }

  /** Throws `badRequest` for a criterion that is not in the rubric, `tooMany` at {@link reviewLimits}. @returns the remark's id */
  async add(lessonId: LessonId, reviewer: Reviewer, remark: RemarkInput): Promise<string> {
    const remarkId = randomUUID();
    const { authorId } = reviewer;
    await this.#change(lessonId, (review) => {
      const own = [...review.remarks.values()].filter((other) => other.authorId === authorId);
      if (review.remarks.size >= reviewLimits.remarks || own.length >= reviewLimits.remarksPerAuthor) {
        throw new LessonError('tooMany', 'too many remarks');
      }
      checkCriterion(review, remark);
      return [{ type: 'remarkAdded', lessonId, remarkId, authorId, remark }];
    });
    return remarkId;
  }

  /** One's own. Throws `notFound` for another's and for none. */
  edit(lessonId: LessonId, reviewer: Reviewer, remarkId: string, remark: RemarkInput): Promise<void> {
    return this.#change(lessonId, (review) => {
      const known = review.remarks.get(remarkId);
      if (known?.authorId !== reviewer.authorId) throw new LessonError('notFound', 'no such remark of yours');
      // A score stays possible by the rubric under which it was given.
      if (remark.criterionId !== known.criterionId) checkCriterion(review, remark);
      return [{ type: 'remarkEdited', lessonId, remarkId, remark }];
    });
  }

  /** One's own; the operator any. Throws `notFound`. */
  remove(lessonId: LessonId, reviewer: Reviewer, remarkId: string): Promise<void> {
    return this.#change(lessonId, (review) => {
      const known = review.remarks.get(remarkId);
      if (!known || (known.authorId !== reviewer.authorId && !reviewer.tidies)) {
        throw new LessonError('notFound', 'no such remark of yours');
      }
      return [{ type: 'remarkRemoved', lessonId, remarkId }];
    });
  }

  /** Scores of criteria that are in it no more stay with their remarks, and count in no mean. Throws `forbidden`. */
  setRubric(lessonId: LessonId, reviewer: Reviewer, criteria: ReviewCriterion[]): Promise<void> {
    if (!reviewer.leads) throw new LessonError('forbidden', 'not for this role');
    return this.#change(lessonId, () => [{ type: 'rubricSet', lessonId, criteria }]);
  }

  close(): void {
    this.#log.close();
  }

  #change(lessonId: LessonId, decide: (review: KeptReview) => ReviewEvent[]): Promise<void> {
    return this.#log.change((state) => decide(state.get(lessonId) ?? emptyReview()));
  }
}

function checkCriterion({ criteria }: KeptReview, { criterionId }: RemarkInput): void {
  const isKnown = criterionId === null || criteria.some((one) => one.criterionId === criterionId);
  if (!isKnown) throw new LessonError('badRequest', 'no such criterion');
}
