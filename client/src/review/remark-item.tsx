import type { ReviewCriterion, ReviewRemark } from '@tongke/signaling/protocol/lesson';
import { Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './review-panel.module.css';
import { useCriterionTitle } from './use-criterion-title.ts';
import { useSpanText } from './use-span-text.ts';

/** One remark: leads to its moment; its author changes and removes it. */
export function RemarkItem(props: {
  remark: ReviewRemark;
  criteria: readonly ReviewCriterion[];
  /** Whether the replay is there. */
  current: boolean;
  onSeek: (positionMs: number) => void;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const titleOf = useCriterionTitle();
  const spanText = useSpanText();
  const { remark } = props;
  const { fromMs, criterionId, score, text, authorName, own } = remark;
  const criterion = props.criteria.find((one) => one.criterionId === criterionId);
  const title = criterionId === null ? null : titleOf(criterion ?? { criterionId, title: '' });
  const span = spanText(remark);
  return (
    <li className={styles.remark} data-testid="review-remark" data-own={own} data-current={props.current}>
      <div className={styles.line}>
        {fromMs === null ? (
          <span className={styles.span}>{span}</span>
        ) : (
          <button
            type="button"
            className={styles.jump}
            onClick={() => props.onSeek(fromMs)}
            aria-label={t('review.goTo', { span })}
            data-testid="review-jump"
          >
            {span}
          </button>
        )}
        {title !== null && (
          <span>
            <bdi>{title}</bdi>
            {score !== null && <strong className={styles.score}>{t('review.outOfFive', { score })}</strong>}
          </span>
        )}
      </div>
      {text !== '' && <p className={styles.text}>{text}</p>}
      <div className={styles.line}>
        <bdi className={styles.author}>{authorName}</bdi>
        {remark.editedAt !== null && <small>{t('review.edited')}</small>}
        {own && (
          <span className={styles.own}>
            <Button
              kind="quiet"
              icon={<Pencil aria-hidden="true" />}
              onClick={props.onEdit}
              aria-label={t('review.edit', { span })}
              testId="review-edit"
            />
            <Button
              kind="quiet"
              icon={<Trash2 aria-hidden="true" />}
              onClick={props.onRemove}
              aria-label={t('review.remove', { span })}
              testId="review-remove"
            />
          </span>
        )}
      </div>
    </li>
  );
}
