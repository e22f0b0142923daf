import { type Inquiry, mayDo, queueOf } from '@tongke/signaling/protocol/lesson';
import { MessageCircleQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { ClosedInquiry } from './closed-inquiry.tsx';
import styles from './inquiry-panel.module.css';
import { WaitingInquiry } from './waiting-inquiry.tsx';

/** The queue of classrooms' questions, and what became of the earlier ones. */
export function InquiryPanel() {
  const { t } = useTranslation();
  const { inquiry } = useLesson();
  const { kept } = useSeat();
  const queue = queueOf(inquiry);
  const closed = Object.values(inquiry.inquiries)
    .filter(({ outcome }) => outcome.name !== 'waiting')
    .sort((a, b) => closedAt(b) - closedAt(a));
  const mayAnswer = mayDo(kept.role, 'inquiry:answer');
  return (
    <Panel
      compact
      testId="inquiry-panel"
      className={styles.panel ?? ''}
      title={
        <>
          <MessageCircleQuestionMark aria-hidden="true" size={20} />
          {t('inquiry.title')}
        </>
      }
    >
      {queue.length === 0 ? (
        <div className={styles.none}>
          <p>{t('inquiry.none')}</p>
          <p>{t('inquiry.noneHint')}</p>
        </div>
      ) : (
        <ol className={styles.list} aria-label={t('inquiry.waitingList')} data-testid="inquiry-queue">
          {queue.map((one, index) => (
            <WaitingInquiry
              key={one.inquiryId}
              inquiry={one}
              previous={queue[index - 1]?.inquiryId}
              afterNext={queue[index + 2]?.inquiryId ?? null}
              isLast={index === queue.length - 1}
              mayAnswer={mayAnswer}
            />
          ))}
        </ol>
      )}
      {closed.length > 0 && (
        <details className={styles.closed}>
          <summary>
            {t('inquiry.closedList')} {closed.length}
          </summary>
          <ol className={styles.list} data-testid="inquiries-closed">
            {closed.map((one) => (
              <ClosedInquiry key={one.inquiryId} inquiry={one} mayAnswer={mayAnswer} />
            ))}
          </ol>
        </details>
      )}
    </Panel>
  );
}

const closedAt = ({ outcome }: Inquiry): number => (outcome.name === 'waiting' ? 0 : outcome.at);
