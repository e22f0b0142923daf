import { defaultCriteria, type RemarkInput, type ReviewCriterion } from '../../protocol/lesson.ts';

/** A remark as it is kept. */
export interface KeptRemark extends RemarkInput {
  remarkId: string;
  authorId: string;
  createdAt: number;
  editedAt: number | null;
}

/** The review of one lesson. */
export interface KeptReview {
  criteria: readonly ReviewCriterion[];
  remarks: Map<string, KeptRemark>;
}

/** What happens in reviews, as their log keeps it. All lessons share one log. */
export type ReviewEvent =
  | { type: 'remarkAdded'; lessonId: string; remarkId: string; authorId: string; remark: RemarkInput }
  | { type: 'remarkEdited'; lessonId: string; remarkId: string; remark: RemarkInput }
  | { type: 'remarkRemoved'; lessonId: string; remarkId: string }
  | { type: 'rubricSet'; lessonId: string; criteria: ReviewCriterion[] };

export type ReviewsState = Map<string, KeptReview>;

/** The review of a lesson of which nobody has remarked anything. */
export const emptyReview = (): KeptReview => ({ criteria: defaultCriteria, remarks: new Map() });

/** Folds one event in; the state changes in place. Types of a later version change nothing. */
export function evolveReviews(state: ReviewsState, event: ReviewEvent, at: number): void {
  const review = state.get(event.lessonId) ?? emptyReview();
  state.set(event.lessonId, review);
  switch (event.type) {
    case 'remarkAdded': {
      const { remarkId, authorId, remark } = event;
      review.remarks.set(remarkId, { ...remark, remarkId, authorId, createdAt: at, editedAt: null });
      break;
    }
    case 'remarkEdited': {
      const known = review.remarks.get(event.remarkId);
      if (known) review.remarks.set(event.remarkId, { ...known, ...event.remark, editedAt: at });
      break;
    }
    case 'remarkRemoved':
      review.remarks.delete(event.remarkId);
      break;
    case 'rubricSet':
      review.criteria = event.criteria;
      break;
  }
}
