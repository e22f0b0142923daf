import type { RemarkInput } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './review-panel.module.css';
import { useSpanText } from './use-span-text.ts';

/** What a remark is about: the moment of the replay, a range between two of them, or the whole lesson. */
export function RemarkPlace(props: {
  remark: RemarkInput;
  positionMs: () => number;
  onChange: (part: Pick<RemarkInput, 'fromMs' | 'toMs'>) => void;
}) {
  const { t } = useTranslation();
  const spanText = useSpanText();
  const { remark, onChange } = props;
  const here = () => Math.floor(props.positionMs() / 1_000) * 1_000;
  return (
    <div className={styles.place}>
      <output className={styles.span} data-testid="review-form-span">
        {spanText(remark)}
      </output>
      <Button kind="quiet" onClick={() => onChange({ fromMs: here(), toMs: null })} testId="review-form-from">
        {t('review.fromHere')}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          const toMs = here();
          if (remark.fromMs !== null && toMs > remark.fromMs) onChange({ fromMs: remark.fromMs, toMs });
        }}
        disabled={remark.fromMs === null}
        testId="review-form-to"
      >
        {t('review.toHere')}
      </Button>
      <Button kind="quiet" onClick={() => onChange({ fromMs: null, toMs: null })} testId="review-form-whole">
        {t('review.whole')}
      </Button>
    </div>
  );
}
