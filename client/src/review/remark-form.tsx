import {
  type RemarkInput,
  type ReviewCriterion,
  type ReviewScore,
  reviewLimits,
} from '@tongke/signaling/protocol/lesson';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { RemarkPlace } from './remark-place.tsx';
import styles from './review-panel.module.css';
import { keepReviewerName, reviewerName } from './reviewer-name.ts';
import { useCriterionTitle } from './use-criterion-title.ts';

const scores: readonly ReviewScore[] = [1, 2, 3, 4, 5];

/** Writes a remark, or changes one. `onKeep` resolves to whether it was kept. */
export function RemarkForm(props: {
  criteria: readonly ReviewCriterion[];
  /** Null: a new one. */
  remark: RemarkInput | null;
  positionMs: () => number;
  onKeep: (remark: RemarkInput) => Promise<boolean>;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const titleOf = useCriterionTitle();
  const id = useId();
  const [remark, setRemark] = useState<RemarkInput>(() => props.remark ?? newRemark(props.positionMs()));
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<RemarkInput>) => setRemark((before) => ({ ...before, ...part }));
  const complete = remark.authorName.trim() !== '' && (remark.text.trim() !== '' || remark.score !== null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete || busy) return;
    setBusy(true);
    keepReviewerName(remark.authorName.trim());
    const kept = await props.onKeep(remark);
    setBusy(false);
    if (kept) props.onCancel();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} data-testid="review-form">
      <RemarkPlace remark={remark} positionMs={props.positionMs} onChange={change} />
      <label htmlFor={`${id}-criterion`}>{t('review.criterion')}</label>
      <select
        id={`${id}-criterion`}
        className={styles.field}
        value={remark.criterionId ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ criterionId: value || null, ...(value === '' && { score: null }) })
        }
        data-testid="review-form-criterion"
      >
        <option value="">{t('review.noCriterion')}</option>
        {props.criteria.map((criterion) => (
          <option key={criterion.criterionId} value={criterion.criterionId}>
            {titleOf(criterion)}
          </option>
        ))}
      </select>
      {remark.criterionId !== null && (
        <fieldset className={styles.scores}>
          <legend>{t('review.score')}</legend>
          {scores.map((score) => (
            <label key={score}>
              <input
                type="radio"
                name={`${id}-score`}
                checked={remark.score === score}
                onChange={() => change({ score })}
                data-testid={`review-form-score-${score}`}
              />
              {score}
            </label>
          ))}
        </fieldset>
      )}
      <label htmlFor={`${id}-text`}>{t('review.text')}</label>
      <textarea
        id={`${id}-text`}
        className={styles.field}
        rows={3}
        maxLength={reviewLimits.textLength}
        value={remark.text}
        onChange={({ currentTarget: { value } }) => change({ text: value })}
        data-testid="review-form-text"
      />
      <label htmlFor={`${id}-name`}>{t('review.name')}</label>
      <input
        id={`${id}-name`}
        className={styles.field}
        maxLength={40}
        autoComplete="name"
        value={remark.authorName}
        onChange={({ currentTarget: { value } }) => change({ authorName: value })}
        data-testid="review-form-name"
      />
      <div className={styles.actions}>
        <Button kind="primary" type="submit" disabled={!complete || busy} testId="review-form-keep">
          {t('review.keep')}
        </Button>
        <Button kind="quiet" onClick={props.onCancel} testId="review-form-cancel">
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}

const newRemark = (positionMs: number): RemarkInput => ({
  fromMs: Math.floor(positionMs / 1_000) * 1_000,
  toMs: null,
  criterionId: null,
  score: null,
  text: '',
  authorName: reviewerName(),
});
