import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './room-notice.module.css';
import { refusedTo } from './switched-off.ts';

/** Says on the room's screen what is switched off for it. Nothing while all is as usual, or while everything pauses. */
export function RoomNotice() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const refused = refusedTo(useLesson(), kept.participantId);
  switch (refused.name) {
    case 'nothing':
    case 'paused':
      return null;
    case 'forbidden':
      return (
        <Banner tone="info" large testId="room-forbidden">
          {t('permission.forbiddenRoom')}
        </Banner>
      );
    case 'off': {
      const list = refused.what.map((what) => t(`permission.${what}`)).join(t('permission.and'));
      return (
        <Banner tone="info" testId="room-switched-off">
          {t('permission.offRoom', { list })}
        </Banner>
      );
    }
  }
}

/** Covers the pictures, which have stopped, while everything pauses: read from the last row. */
export function PauseCover() {
  const { t } = useTranslation();
  const { permission, facts } = useLesson();
  if (permission.pausedAt === null) return null;
  return (
    <div className={styles.cover} role="status" data-testid="pause-cover">
      <Pause aria-hidden="true" />
      <strong>{t('permission.pausedTitle')}</strong>
      <p>{t('permission.pausedRoom')}</p>
      {facts?.teacherName && <span>{facts.teacherName}</span>}
    </div>
  );
}
