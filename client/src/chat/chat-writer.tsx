import type { ParticipantId } from '@tongke/signaling/protocol/lesson';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './chat-panel.module.css';
import { MessageForm } from './message-form.tsx';

/** More classrooms than these are found by their name. */
const listedAtMost = 40;

/** Where staff write: to all, or to one classroom. */
export function ChatWriter({ to, onTo }: { to: ParticipantId | null; onTo: (to: ParticipantId | null) => void }) {
  const { t } = useTranslation();
  const { link } = useSeat();
  const { chat } = useLesson();
  const { run } = useCommand();
  return (
    <>
      <MessageForm
        label={t('chat.write')}
        sendLabel={t('chat.send')}
        send={async (text) => {
          await link.command('chat:send', {
            to: to === null ? { kind: 'all' } : { kind: 'seat', participantId: to },
            text,
          });
        }}
        refusal={({ code }) => (code === 'tooMany' ? t('chat.tooMany') : undefined)}
        testId="chat"
      >
        <Addressee to={to} onTo={onTo} />
      </MessageForm>
      <label className={styles.open}>
        <input
          type="checkbox"
          checked={chat.roomsMayWriteToAll}
          onChange={(event) => run('chat:open', { allowed: event.target.checked })}
          data-testid="chat-open"
        />
        {t('chat.open')}
      </label>
    </>
  );
}

function Addressee({ to, onTo }: { to: ParticipantId | null; onTo: (to: ParticipantId | null) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { participants, classrooms } = useLesson();
  const [sought, setSought] = useState('');
  const rooms = useMemo(
    () =>
      Object.values(participants)
        .filter(({ role }) => role === 'classroom')
        .map(({ participantId, name, classroomId }) => {
          const school = classroomId ? (classrooms[classroomId]?.schoolName ?? '') : '';
          return { participantId, name: `${school} ${name}`.trim() };
        })
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true })),
    [participants, classrooms],
  );
  const isLong = rooms.length > listedAtMost;
  const found = rooms.filter(({ participantId, name }) => participantId === to || name.includes(sought.trim()));
  return (
    <div className={styles.to}>
      <label htmlFor={id}>{t('chat.to')}</label>
      {isLong && (
        <input
          type="search"
          value={sought}
          aria-label={t('chat.find')}
          placeholder={t('chat.find')}
          onChange={(event) => setSought(event.target.value)}
          data-testid="chat-find"
        />
      )}
      <select
        id={id}
        value={to ?? ''}
        onChange={(event) =>
          onTo(rooms.find(({ participantId }) => participantId === event.target.value)?.participantId ?? null)
        }
        data-testid="chat-to"
      >
        <option value="">{t('chat.all')}</option>
        {found
          .filter(({ participantId }, index) => index < listedAtMost || participantId === to)
          .map(({ participantId, name }) => (
            <option key={participantId} value={participantId}>
              {name}
            </option>
          ))}
      </select>
    </div>
  );
}
