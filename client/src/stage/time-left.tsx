import { limits, type StageEntry } from '@tongke/signaling/protocol/lesson';
import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import { useNow } from '../seat/use-now.ts';
import { clockText, leftMs } from './countdown.ts';
import styles from './time-left.module.css';

/** How long a room may still stay on stage; calm until the last seconds. Nothing without a time box. */
export function TimeLeft({ entry, large = false }: { entry: StageEntry; large?: boolean }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const left = leftMs(lesson, entry, useNow());
  if (left === null) return null;
  const isLast = left <= limits.stageCountdownMs;
  const time = clockText(left);
  return (
    <span
      className={[styles.left, isLast ? styles.last : '', large ? styles.large : ''].filter(Boolean).join(' ')}
      role="timer"
      aria-label={t('stage.timeLeft', { time })}
      data-testid={`time-left-${entry.participantId}`}
      data-last={isLast}
    >
      <Timer aria-hidden="true" size={large ? 28 : 18} />
      {large ? t('stage.left', { time }) : time}
    </span>
  );
}
