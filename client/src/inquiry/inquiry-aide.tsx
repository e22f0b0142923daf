import { type Inquiry, limits } from '@tongke/signaling/protocol/lesson';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MessageForm } from '../chat/message-form.tsx';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './inquiry-aide.module.css';
import { outcomeWords } from './outcome-words.ts';

/** A classroom asks the teacher, and sees what became of its questions. */
export function InquiryAide() {
  const { t } = useTranslation();
  const { inquiry } = useLesson();
  const { link } = useSeat();
  const announce = useAnnounce();
  const own = Object.values(inquiry.inquiries).sort((a, b) => b.askedAt - a.askedAt);
  return (
    <div className={styles.aide}>
      <MessageForm
        large
        label={t('inquiry.ask')}
        sendLabel={t('inquiry.send')}
        most={limits.inquiryLength}
        send={async (text) => {
          await link.command('inquiry:ask', { text });
          announce(t('inquiry.sent'));
        }}
        refusal={({ code }) =>
          code === 'tooMany' ? t('inquiry.tooMany') : code === 'notAllowed' ? t('inquiry.off') : undefined
        }
        testId="inquiry"
      />
      <h3 className={styles.title}>{t('inquiry.own')}</h3>
      {own.length === 0 && <p className={styles.soft}>{t('inquiry.ownNone')}</p>}
      <ol className={styles.list} data-testid="own-inquiries">
        {own.map((one) => (
          <OwnInquiry key={one.inquiryId} inquiry={one} />
        ))}
      </ol>
    </div>
  );
}

function OwnInquiry({ inquiry: { inquiryId, text, outcome } }: { inquiry: Inquiry }) {
  const { t } = useTranslation();
  const { run, isBusy } = useCommand();
  return (
    <li className={styles.inquiry} data-testid={`inquiry-${inquiryId}`} data-outcome={outcome.name}>
      <p>
        <bdi>{text}</bdi>
      </p>
      <p className={outcome.name === 'answered' ? styles.answer : styles.soft}>
        <bdi>{outcomeWords(t, outcome)}</bdi>
      </p>
      {outcome.name === 'waiting' && (
        <Button
          icon={<Undo2 aria-hidden="true" />}
          disabled={isBusy}
          onClick={() => run('inquiry:withdraw', { inquiryId })}
          testId={`inquiry-withdraw-${inquiryId}`}
        >
          {t('inquiry.withdraw')}
        </Button>
      )}
    </li>
  );
}
