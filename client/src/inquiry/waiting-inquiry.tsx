import { type Inquiry, type InquiryId, limits } from '@tongke/signaling/protocol/lesson';
import { ArrowDown, ArrowUp, CircleMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageForm } from '../chat/message-form.tsx';
import { Button } from '../design/button.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { AskedBy } from './asked-by.tsx';
import styles from './inquiry-panel.module.css';

/** One question that waits: answered aloud with one click, in writing, put aside, or moved in the queue. */
export function WaitingInquiry(props: {
  inquiry: Inquiry;
  /** The one before it; undefined for the first. */
  previous: InquiryId | undefined;
  /** The one that follows the next; null when there is none. */
  afterNext: InquiryId | null;
  isLast: boolean;
  mayAnswer: boolean;
}) {
  const { t } = useTranslation();
  const { link } = useSeat();
  const { run, isBusy } = useCommand();
  const [isWriting, setWriting] = useState(false);
  const { inquiryId, text } = props.inquiry;
  const move = (before: InquiryId | null) => run('inquiry:move', { inquiryId, before });
  return (
    <li className={styles.inquiry} data-testid={`inquiry-${inquiryId}`}>
      <AskedBy inquiry={props.inquiry} />
      <p className={styles.text}>
        <bdi>{text}</bdi>
      </p>
      {props.mayAnswer && (
        <div className={styles.actions}>
          <Button
            kind="primary"
            disabled={isBusy}
            onClick={() => run('inquiry:answer', { inquiryId })}
            testId={`answer-aloud-${inquiryId}`}
          >
            {t('inquiry.aloud')}
          </Button>
          <Button
            aria-expanded={isWriting}
            onClick={() => setWriting((open) => !open)}
            testId={`answer-write-${inquiryId}`}
          >
            {t('inquiry.written')}
          </Button>
          <span className={styles.moves}>
            <Button
              kind="quiet"
              icon={<ArrowUp aria-hidden="true" />}
              aria-label={t('inquiry.up')}
              disabled={isBusy || props.previous === undefined}
              onClick={() => props.previous && move(props.previous)}
              testId={`inquiry-up-${inquiryId}`}
            />
            <Button
              kind="quiet"
              icon={<ArrowDown aria-hidden="true" />}
              aria-label={t('inquiry.down')}
              disabled={isBusy || props.isLast}
              onClick={() => move(props.afterNext)}
              testId={`inquiry-down-${inquiryId}`}
            />
            <Button
              kind="quiet"
              icon={<CircleMinus aria-hidden="true" />}
              aria-label={t('inquiry.decline')}
              tip={t('inquiry.decline')}
              disabled={isBusy}
              onClick={() => run('inquiry:decline', { inquiryId })}
              testId={`inquiry-decline-${inquiryId}`}
            />
          </span>
        </div>
      )}
      {isWriting && (
        <MessageForm
          label={t('inquiry.answerLabel')}
          sendLabel={t('inquiry.sendAnswer')}
          most={limits.inquiryAnswerLength}
          send={async (answer) => {
            await link.command('inquiry:answer', { inquiryId, answer });
          }}
          testId={`answer-${inquiryId}`}
        />
      )}
    </li>
  );
}
