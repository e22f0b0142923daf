import type { LessonReview } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import styles from './review-panel.module.css';
import { useCriterionTitle } from './use-criterion-title.ts';

/** A lesson's scores: the mean of each criterion, and how many gave one. */
export function RubricTable({ review }: { review: LessonReview }) {
  const { t } = useTranslation();
  const titleOf = useCriterionTitle();
  return (
    <table className={styles.rubric} data-testid="review-rubric">
      <caption className={styles.count}>
        {t('review.counts', { remarks: review.remarks.length, reviewers: review.reviewers })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('review.criterion')}</th>
          <th scope="col">{t('review.mean')}</th>
          <th scope="col">{t('review.scores')}</th>
        </tr>
      </thead>
      <tbody>
        {review.criteria.map((criterion) => (
          <tr key={criterion.criterionId} data-testid="review-criterion" data-criterion={criterion.criterionId}>
            <th scope="row">
              <bdi>{titleOf(criterion)}</bdi>
            </th>
            <td>{criterion.mean === null ? '–' : criterion.mean.toFixed(1)}</td>
            <td>{criterion.scores}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
