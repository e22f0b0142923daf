import { mayDo, type ParticipantId } from '@tongke/signaling/protocol/lesson';
import { EyeOff, MessagesSquare, Reply } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PlacedMessage, staffMessages } from '../core/chat/threads.ts';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { authorName } from './author-name.ts';
import styles from './chat-panel.module.css';
import { ChatWriter } from './chat-writer.tsx';
import { MessageList } from './message-list.tsx';
import { useChatRead } from './use-chat-read.ts';
import { WaitingMessages } from './waiting-messages.tsx';

/** All messages of a lesson in one row, for those who run it: read, answer, write to one classroom or to all. */
export function ChatPanel() {
  const { t } = useTranslation();
  const { chat, participants } = useLesson();
  const { kept } = useSeat();
  const [to, setTo] = useState<ParticipantId | null>(null);
  useChatRead();
  const messages = useMemo(() => staffMessages(chat), [chat]);
  const addressee = ({ thread, message }: PlacedMessage) => {
    if (thread.to === 'all') return t('chat.all');
    return message.author === 'classroom' ? t('chat.staff') : (participants[thread.participantId]?.name ?? '');
  };
  return (
    <Panel
      compact
      testId="chat-panel"
      className={styles.panel ?? ''}
      title={
        <>
          <MessagesSquare aria-hidden="true" size={20} />
          {t('chat.title')}
        </>
      }
    >
      <WaitingMessages />
      <MessageList
        messages={messages}
        label={t('chat.title')}
        addressee={addressee}
        empty={
          <>
            <p>{t('chat.none')}</p>
            <p>{t('chat.noneHint')}</p>
          </>
        }
        actions={(placed) => <MessageActions placed={placed} onReply={setTo} />}
      />
      {mayDo(kept.role, 'chat:send') && <ChatWriter to={to} onTo={setTo} />}
    </Panel>
  );
}

function MessageActions({ placed, onReply }: { placed: PlacedMessage; onReply: (to: ParticipantId) => void }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  const { message, thread } = placed;
  if (!mayDo(kept.role, 'chat:hide') || message.isHidden) return null;
  const participantId = thread.to === 'seat' ? thread.participantId : null;
  return (
    <div className={styles.small}>
      {participantId && message.author === 'classroom' && (
        <Button
          kind="quiet"
          icon={<Reply aria-hidden="true" />}
          aria-label={t('chat.replyTo', { name: authorName(t, message) })}
          onClick={() => onReply(participantId)}
          testId={`reply-${message.messageId}`}
        >
          {t('chat.reply')}
        </Button>
      )}
      <Button
        kind="quiet"
        icon={<EyeOff aria-hidden="true" />}
        aria-label={t('chat.hideThis')}
        disabled={isBusy}
        onClick={() => run('chat:hide', { messageId: message.messageId, participantId })}
        testId={`hide-${message.messageId}`}
      >
        {t('chat.hide')}
      </Button>
    </div>
  );
}
