import type { ReviewRemark } from '@tongke/signaling/protocol/lesson';
import { ListChecks, MessageSquarePlus, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepRemark, removeRemark, setRubric } from '../api/review-api.ts';
import { Button } from '../design/button.tsx';
import { RemarkForm } from './remark-form.tsx';
import { RemarkItem } from './remark-item.tsx';
import styles from './review-panel.module.css';
import { RubricEditor } from './rubric-editor.tsx';
import { RubricTable } from './rubric-table.tsx';
import type { Reviewing } from './use-review.ts';

/** What is being written; `edit` holds the remark that it replaces. */
type Writing = { what: 'remark' } | { what: 'edit'; remark: ReviewRemark } | { what: 'rubric' } | null;

/** A moment counts as the replay's own for so long. */
const nearMs = 5_000;

/** A lesson's review beside its replay: scores, remarks, and what one adds to them. */
export function ReviewPanel(props: {
  title: string;
  reviewing: Reviewing;
  positionMs: number;
  onSeek: (positionMs: number) => void;
}) {
  const { t } = useTranslation();
  const { reviewing, positionMs } = props;
  const { door, review, failure, act } = reviewing;
  const [writing, setWriting] = useState<Writing>(null);
  const done = () => setWriting(null);
  const edited = writing?.what === 'edit' ? writing.remark : null;
  return (
    <section className={styles.panel} aria-label={t('review.title')} data-testid="review-panel">
      <h2 className={styles.heading}>
        {t('review.title')}
        <span className={styles.lesson}>{props.title}</span>
      </h2>
      <RubricTable review={review} />
      <div className={styles.actions}>
        <Button
          kind="primary"
          icon={<MessageSquarePlus aria-hidden="true" />}
          onClick={() => setWriting({ what: 'remark' })}
          testId="review-add"
        >
          {t('review.add')}
        </Button>
        {review.mayEditRubric && (
          <Button
            kind="quiet"
            icon={<ListChecks aria-hidden="true" />}
            onClick={() => setWriting({ what: 'rubric' })}
            testId="review-rubric-edit"
          >
            {t('review.editRubric')}
          </Button>
        )}
        <Button kind="quiet" icon={<Printer aria-hidden="true" />} onClick={() => print()} testId="review-print">
          {t('review.print')}
        </Button>
      </div>
      <div role="alert" className={styles.failure} data-testid="review-failure">
        {failure && t(`error.${failure}`)}
      </div>
      {writing?.what === 'rubric' && (
        <RubricEditor
          criteria={review.criteria.map(({ criterionId, title }) => ({ criterionId, title }))}
          onKeep={(criteria) => act(() => setRubric(door, criteria))}
          onCancel={done}
        />
      )}
      {(writing?.what === 'remark' || edited) && (
        <RemarkForm
          key={edited?.remarkId ?? 'new'}
          criteria={review.criteria}
          remark={edited && inputOf(edited)}
          positionMs={() => positionMs}
          onKeep={(remark) => act(() => keepRemark(door, remark, edited?.remarkId ?? null))}
          onCancel={done}
        />
      )}
      {review.remarks.length === 0 && <p className={styles.count}>{t('review.none')}</p>}
      <ol className={styles.remarks}>
        {review.remarks.map((remark) => (
          <RemarkItem
            key={remark.remarkId}
            remark={remark}
            criteria={review.criteria}
            current={isAt(remark, positionMs)}
            onSeek={props.onSeek}
            onEdit={() => setWriting({ what: 'edit', remark })}
            onRemove={() => void act(() => removeRemark(door, remark.remarkId))}
          />
        ))}
      </ol>
    </section>
  );
}

const isAt = ({ fromMs, toMs }: ReviewRemark, atMs: number): boolean =>
  fromMs !== null && atMs >= fromMs && atMs < (toMs ?? fromMs + nearMs);

const inputOf = ({ fromMs, toMs, criterionId, score, text, authorName }: ReviewRemark) => ({
  ...{ fromMs, toMs, criterionId, score, text, authorName },
});
