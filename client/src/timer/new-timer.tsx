import { limits } from '@tongke/signaling/protocol/lesson';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../core/timer/timer-text.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './timer-panel.module.css';

const minuteMs = 60_000;
/** The lengths that teachers use most: one click. */
const usualMinutes = [1, 3, 5, 10];
const mostMinutes = limits.timerMostMs / minuteMs;

/** Starts a countdown by one click, another length by typing it, or the stopwatch. */
export function NewTimer() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const id = useId();
  const { run, isBusy } = useCommand();
  const [minutes, setMinutes] = useState('15');
  const own = Math.round(Number(minutes));
  const isOwnPossible = Number.isFinite(own) && own >= 1 && own <= mostMinutes;
  const countDown = (lengthMs: number) => {
    announce(t('timer.started', { time: clockText(lengthMs / 1000) }));
    run('timer:start', { lengthMs });
  };
  return (
    <>
      <div className={styles.row}>
        {usualMinutes.map((count) => (
          <Button
            key={count}
            disabled={isBusy}
            onClick={() => countDown(count * minuteMs)}
            testId={`timer-start-${count}`}
          >
            {t('timer.minutes', { count })}
          </Button>
        ))}
      </div>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (isOwnPossible && !isBusy) countDown(own * minuteMs);
        }}
      >
        <label htmlFor={id}>{t('timer.ownMinutes')}</label>
        <input
          id={id}
          className={styles.minutes}
          type="number"
          inputMode="numeric"
          min={1}
          max={mostMinutes}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          data-testid="timer-minutes"
        />
        <Button type="submit" disabled={isBusy || !isOwnPossible} testId="timer-start-own">
          {t('timer.start')}
        </Button>
        <Button
          disabled={isBusy}
          onClick={() => {
            announce(t('timer.stopwatchStarted'));
            run('timer:start', { lengthMs: null });
          }}
          testId="stopwatch-start"
        >
          {t('timer.stopwatch')}
        </Button>
      </form>
    </>
  );
}
