import { type ReviewCriterion, reviewLimits } from '@tongke/signaling/protocol/lesson';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './review-panel.module.css';
import { useCriterionTitle } from './use-criterion-title.ts';

interface Draft {
  criterionId: string;
  words: string;
}

/** Changes what a lesson is judged by. A criterion keeps its scores when it gets another name. */
export function RubricEditor(props: {
  criteria: readonly ReviewCriterion[];
  onKeep: (criteria: ReviewCriterion[]) => Promise<boolean>;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const titleOf = useCriterionTitle();
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    props.criteria.map((criterion) => ({ criterionId: criterion.criterionId, words: titleOf(criterion) })),
  );
  const complete = drafts.length > 0 && drafts.every(({ words }) => words.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const criteria = drafts.map(({ criterionId, words }) => {
      const before = props.criteria.find((one) => one.criterionId === criterionId);
      // What was not renamed goes on being said in each reader's language.
      const isSame = before !== undefined && titleOf(before) === words;
      return { criterionId, title: isSame ? before.title : words.trim() };
    });
    if (complete && (await props.onKeep(criteria))) props.onCancel();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} data-testid="review-rubric-form">
      {drafts.map(({ criterionId, words }, index) => (
        <div key={criterionId} className={styles.line}>
          <input
            className={styles.field}
            value={words}
            maxLength={reviewLimits.titleLength}
            aria-label={t('review.criterionNumber', { number: index + 1 })}
            onChange={({ currentTarget: { value } }) =>
              setDrafts(drafts.map((one) => (one.criterionId === criterionId ? { ...one, words: value } : one)))
            }
            data-testid="review-rubric-title"
          />
          <Button
            kind="quiet"
            icon={<Trash2 aria-hidden="true" />}
            onClick={() => setDrafts(drafts.filter((one) => one.criterionId !== criterionId))}
            aria-label={t('review.removeCriterion', { title: words })}
            testId="review-rubric-remove"
          />
        </div>
      ))}
      <div className={styles.actions}>
        <Button
          kind="quiet"
          icon={<Plus aria-hidden="true" />}
          disabled={drafts.length >= reviewLimits.criteria}
          onClick={() =>
            setDrafts([...drafts, { criterionId: crypto.getRandomValues(new Uint32Array(2)).join('-'), words: '' }])
          }
          testId="review-rubric-add"
        >
          {t('review.addCriterion')}
        </Button>
        <Button kind="primary" type="submit" disabled={!complete} testId="review-rubric-keep">
          {t('review.keep')}
        </Button>
        <Button kind="quiet" onClick={props.onCancel} testId="review-rubric-cancel">
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
