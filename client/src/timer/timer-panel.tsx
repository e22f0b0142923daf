import { mayDo } from '@tongke/signaling/protocol/lesson';
import { Pause, Play, Plus, Timer as TimerIcon, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { PraisePanel } from '../praise/praise-panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { LessonTimer } from './lesson-timer.tsx';
import { NewTimer } from './new-timer.tsx';
import styles from './timer-panel.module.css';

const moreMs = 60_000;

/** The small things of every lesson: a timer that all rooms see; stars and applause. */
export function TimerPanel() {
  const { t } = useTranslation();
  const { timer } = useLesson().timer;
  const { kept } = useSeat();
  return (
    <Panel
      compact
      testId="timer-panel"
      className={styles.panel ?? ''}
      title={
        <>
          <TimerIcon aria-hidden="true" size={20} />
          {t('timer.title')}
        </>
      }
    >
      {timer ? <RunningTimer /> : mayDo(kept.role, 'timer:start') ? <NewTimer /> : <p>{t('timer.hint')}</p>}
      <PraisePanel />
    </Panel>
  );
}

function RunningTimer() {
  const { t } = useTranslation();
  const { timer } = useLesson().timer;
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  if (!timer) return null;
  const isHeld = timer.runningSince === null;
  return (
    <div className={styles.running}>
      <LessonTimer end="silent" />
      {mayDo(kept.role, 'timer:stop') && (
        <div className={styles.row}>
          <Button
            kind="primary"
            icon={isHeld ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => (isHeld ? run('timer:resume', {}) : run('timer:pause', {}))}
            testId="timer-hold"
          >
            {t(isHeld ? 'timer.resume' : 'timer.pause')}
          </Button>
          {timer.kind === 'countdown' && (
            <Button
              icon={<Plus aria-hidden="true" />}
              disabled={isBusy}
              onClick={() => run('timer:extend', { byMs: moreMs })}
              testId="timer-more"
            >
              {t('timer.more')}
            </Button>
          )}
          <Button
            icon={<X aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => run('timer:stop', {})}
            testId="timer-stop"
          >
            {t('timer.stop')}
          </Button>
        </div>
      )}
    </div>
  );
}
