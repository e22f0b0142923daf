import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import { useNow } from '../seat/use-now.ts';
import { clockText, leftMs } from '../stage/countdown.ts';
import styles from './group.module.css';

/** How long until all are called back by themselves. Nothing without an end. */
export function GroupTime() {
  const { t } = useTranslation();
  const lesson = useLesson();
  const left = leftMs(lesson, { endsAt: lesson.group.split?.endsAt ?? null }, useNow());
  if (left === null) return null;
  const time = clockText(left);
  return (
    <span className={styles.time} role="timer" aria-label={t('group.timeLeft', { time })} data-testid="group-time">
      <Timer aria-hidden="true" size={20} />
      {time}
    </span>
  );
}
