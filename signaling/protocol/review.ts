/*
 * Lesson reviews (评课): what those who review a lesson remark on its recording. They stand beside the archive, never in it.
 */

/** What a lesson is judged by. */
export interface ReviewCriterion {
  criterionId: string;
  /** Empty for a criterion of {@link defaultCriteria}: each page says it in its own language. */
  title: string;
}

/** The usual rubric of Chinese lesson reviews, for lessons whose own has not been set. */
export const defaultCriteria: readonly ReviewCriterion[] = [
  'goals',
  'process',
  'interaction',
  'participation',
  'technology',
].map((criterionId) => ({ criterionId, title: '' }));

export type ReviewScore = 1 | 2 | 3 | 4 | 5;

/** What a reviewer writes: of a second, of a range, or of the whole lesson. */
export interface RemarkInput {
  /** Milliseconds on the archive's timeline; null for the whole lesson. */
  fromMs: number | null;
  /** Null for a single moment. */
  toMs: number | null;
  criterionId: string | null;
  /** Of that criterion. */
  score: ReviewScore | null;
  /** Plain text, several lines; may be empty where there is a score. */
  text: string;
  /** How the reviewer signs. */
  authorName: string;
}

export interface ReviewRemark extends RemarkInput {
  remarkId: string;
  /** Whether the caller may change it: it is its own. */
  own: boolean;
  /** Milliseconds since the epoch. */
  createdAt: number;
  editedAt: number | null;
}

/** The scores of one criterion. */
export interface CriterionSummary extends ReviewCriterion {
  /** Null without scores. */
  mean: number | null;
  scores: number;
}

/** A lesson's review as one who may take part in it sees it. */
export interface LessonReview {
  lessonId: string;
  criteria: CriterionSummary[];
  /** Of the whole lesson first, then in the order of the timeline. */
  remarks: ReviewRemark[];
  reviewers: number;
  /** Whether the caller may change the rubric. */
  mayEditRubric: boolean;
}

/** How much a review holds. */
export const reviewLimits = {
  remarks: 2_000,
  remarksPerAuthor: 300,
  textLength: 2_000,
  criteria: 12,
  titleLength: 40,
  /** Changes of one reviewer within {@link reviewLimits.windowMs}. */
  changesPerWindow: 30,
  windowMs: 60_000,
  /** A day: no lesson is longer. */
  longestMs: 24 * 3_600_000,
} as const;
