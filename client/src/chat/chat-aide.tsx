import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlacedMessage, roomMessages } from '../core/chat/threads.ts';
import { useToast } from '../design/toast.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './chat-aide.module.css';
import { MessageForm } from './message-form.tsx';
import { MessageList } from './message-list.tsx';
import { useChatRead } from './use-chat-read.ts';

/** A classroom's messages: with the teacher alone, or to all once staff agree. */
export function ChatAide() {
  const { t } = useTranslation();
  const { chat, participants } = useLesson();
  const { link, kept } = useSeat();
  const toast = useToast();
  const [to, setTo] = useState<'staff' | 'all'>('staff');
  useChatRead();
  const messages = useMemo(() => roomMessages(chat), [chat]);
  const addressee = ({ thread, message }: PlacedMessage) => {
    if (thread.to === 'all') return t('chat.all');
    return message.author === 'classroom' ? t('chat.staff') : (participants[kept.participantId]?.name ?? '');
  };
  return (
    <div className={styles.aide}>
      <MessageList messages={messages} label={t('chat.title')} addressee={addressee} empty={<p>{t('chat.none')}</p>} />
      <MessageForm
        large
        label={t('chat.write')}
        sendLabel={t('chat.send')}
        send={async (text) => {
          const { waits } = await link.command('chat:send', { to: { kind: to }, text });
          if (waits) toast('info', t('chat.sentWaits'));
        }}
        refusal={({ code }) =>
          code === 'tooMany' ? t('chat.tooMany') : code === 'notAllowed' ? t('chat.textOff') : undefined
        }
        testId="chat"
      >
        <fieldset className={styles.to}>
          <legend>{t('chat.aideTo')}</legend>
          {(['staff', 'all'] as const).map((choice) => (
            <label key={choice} className={styles.choice}>
              <input
                type="radio"
                name="chat-to"
                checked={to === choice}
                onChange={() => setTo(choice)}
                data-testid={`chat-to-${choice}`}
              />
              {t(choice === 'staff' ? 'chat.aideToStaff' : 'chat.aideToAll')}
            </label>
          ))}
        </fieldset>
      </MessageForm>
    </div>
  );
}
