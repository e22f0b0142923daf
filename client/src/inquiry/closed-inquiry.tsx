import type { Inquiry } from '@tongke/signaling/protocol/lesson';
import { MonitorUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { AskedBy } from './asked-by.tsx';
import styles from './inquiry-panel.module.css';
import { outcomeWords } from './outcome-words.ts';

/** One question that was dealt with; an answered one can be shown to all classrooms. */
export function ClosedInquiry({ inquiry, mayAnswer }: { inquiry: Inquiry; mayAnswer: boolean }) {
  const { t } = useTranslation();
  const { shown } = useLesson().inquiry;
  const { run, isBusy } = useCommand();
  const { inquiryId, text, outcome } = inquiry;
  const isShown = shown.some((one) => one.inquiryId === inquiryId);
  return (
    <li className={styles.inquiry} data-testid={`inquiry-${inquiryId}`} data-outcome={outcome.name}>
      <AskedBy inquiry={inquiry} />
      <p className={styles.text}>
        <bdi>{text}</bdi>
      </p>
      <p className={styles.outcome}>
        <bdi>{outcomeWords(t, outcome)}</bdi>
      </p>
      {outcome.name === 'answered' && mayAnswer && (
        <div className={styles.actions}>
          <Button
            icon={<MonitorUp aria-hidden="true" />}
            disabled={isBusy || isShown}
            onClick={() => run('inquiry:show', { inquiryId })}
            testId={`inquiry-show-${inquiryId}`}
          >
            {t(isShown ? 'inquiry.isShown' : 'inquiry.show')}
          </Button>
        </div>
      )}
    </li>
  );
}
