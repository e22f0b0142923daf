import { mayDo } from '@tongke/signaling/protocol/lesson';
import { Ear, Hand, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './control-keys.module.css';

/** One key each to pause everything and to forbid all interaction; pressed again, it is over. For whoever may. */
export function ControlKeys() {
  const { kept } = useSeat();
  if (!mayDo(kept.role, 'permission:pause')) return null;
  return (
    <>
      <PauseButton />
      <ForbidButton />
    </>
  );
}

/** What it did is announced when the lesson says so: `usePermissionAnnouncements`. */
export function PauseButton() {
  const { t } = useTranslation();
  const isPaused = useLesson().permission.pausedAt !== null;
  const { run, isBusy } = useCommand();
  const toggle = () => !isBusy && run('permission:pause', { paused: !isPaused });
  useShortcuts({ P: toggle });
  const words = t(isPaused ? 'permission.resume' : 'permission.pause');
  return (
    <Button
      size="large"
      kind={isPaused ? 'stage' : 'secondary'}
      icon={isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
      className={styles.key ?? ''}
      aria-label={words}
      aria-pressed={isPaused}
      shortcut="P"
      tip={t(isPaused ? 'permission.resumeTip' : 'permission.pauseTip')}
      tipSide="below"
      onClick={toggle}
      testId="pause-lesson"
    >
      <span className={styles.words}>{words}</span>
    </Button>
  );
}

export function ForbidButton() {
  const { t } = useTranslation();
  const isForbidden = useLesson().permission.forbiddenAt !== null;
  const { run, isBusy } = useCommand();
  const toggle = () => !isBusy && run('permission:forbid', { forbidden: !isForbidden });
  useShortcuts({ F: toggle });
  const words = t(isForbidden ? 'permission.permit' : 'permission.forbid');
  return (
    <Button
      size="large"
      kind={isForbidden ? 'stage' : 'secondary'}
      icon={isForbidden ? <Hand aria-hidden="true" /> : <Ear aria-hidden="true" />}
      className={styles.key ?? ''}
      aria-label={words}
      aria-pressed={isForbidden}
      shortcut="F"
      tip={t(isForbidden ? 'permission.permitTip' : 'permission.forbidTip')}
      tipSide="below"
      onClick={toggle}
      testId="forbid-interaction"
    >
      <span className={styles.words}>{words}</span>
    </Button>
  );
}
