import { mayDo } from '@tongke/signaling/protocol/lesson';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { authorName } from './author-name.ts';
import styles from './chat-panel.module.css';

/** What classrooms would like to say to all, before anybody else reads it. */
export function WaitingMessages() {
  const { t } = useTranslation();
  const { chat } = useLesson();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  if (chat.waiting.length === 0) return null;
  return (
    <section className={styles.waiting} aria-label={t('chat.waiting')} data-testid="messages-waiting">
      <h3>{t('chat.waiting')}</h3>
      <ol>
        {chat.waiting.map((message) => (
          <li key={message.messageId} className={styles.offer} data-testid={`waiting-${message.messageId}`}>
            <p className={styles.text}>
              <strong>
                <bdi>{authorName(t, message)}</bdi>
              </strong>{' '}
              <bdi>{message.text}</bdi>
            </p>
            {mayDo(kept.role, 'chat:approve') && (
              <div className={styles.actions}>
                <Button
                  kind="primary"
                  icon={<Check aria-hidden="true" />}
                  disabled={isBusy}
                  onClick={() => run('chat:approve', { messageId: message.messageId })}
                  testId={`approve-${message.messageId}`}
                >
                  {t('chat.approve')}
                </Button>
                <Button
                  icon={<X aria-hidden="true" />}
                  disabled={isBusy}
                  onClick={() => run('chat:decline', { messageId: message.messageId })}
                  testId={`decline-${message.messageId}`}
                >
                  {t('chat.decline')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
