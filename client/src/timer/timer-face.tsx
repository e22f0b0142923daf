import { readTimer, type Timer } from '@tongke/signaling/protocol/lesson';
import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { timerText } from '../core/timer/timer-text.ts';
import styles from './timer-face.module.css';

/** The face of a timer at a moment of the lesson's time: large digits, read from the last row. */
export function TimerFace({ timer, now, small }: { timer: Timer; now: number; small?: boolean }) {
  const { t } = useTranslation();
  const reading = readTimer(timer, now);
  const state = reading.isOver ? 'over' : reading.isRunning ? 'running' : 'paused';
  const share = timer.kind === 'countdown' ? reading.leftMs / timer.lengthMs : 1;
  return (
    <div
      className={[styles.face, small ? styles.small : '', styles[state] ?? ''].filter(Boolean).join(' ')}
      role="timer"
      aria-label={t(timer.kind === 'countdown' ? 'timer.left' : 'timer.elapsed')}
      data-testid="timer"
      data-state={state}
      data-kind={timer.kind}
    >
      <span className={styles.digits}>{timerText(timer.kind, reading)}</span>
      {state === 'over' && <strong className={styles.word}>{t('timer.over')}</strong>}
      {state === 'paused' && (
        <span className={styles.word}>
          <Pause aria-hidden="true" />
          {t('timer.paused')}
        </span>
      )}
      {timer.kind === 'countdown' && !small && <span className={styles.bar} style={{ width: `${share * 100}%` }} />}
    </div>
  );
}
