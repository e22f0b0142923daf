import { ArrowDownFromLine, Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AidePanel } from '../aide/aide-panel.tsx';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { CameraButton, MicrophoneButton } from '../seat/own-buttons.tsx';
import { useLesson, useLine, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useOwn } from '../seat/use-own.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './classroom-bar.module.css';

/** One big button for the hand, or to leave the stage; microphone and camera beside it. */
export function ClassroomBar({ isStaged }: { isStaged: boolean }) {
  const { t } = useTranslation();
  const microphone = useOwn('microphone');
  const isUp = useLine().name === 'up';
  return (
    <footer className={styles.bar}>
      <div className={styles.left}>
        <MicrophoneButton />
        <span className={styles.hint} data-testid="microphone-hint">
          {microphone.isOpen && isUp && t(isStaged ? 'classroom.heardNow' : 'classroom.heardOnStage')}
        </span>
      </div>
      {isStaged ? <LeaveButton /> : <HandButton />}
      <div className={styles.right}>
        <div className={styles.corner}>
          <CameraButton />
          <AidePanel />
        </div>
        <span className={styles.hint} />
      </div>
    </footer>
  );
}

function HandButton() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { hands } = useLesson();
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  const isRaised = hands.some((hand) => hand.participantId === kept.participantId);
  const toggle = () => {
    // A hand that is up may be lowered at once, before the answer to its raising has come.
    if (isBusy && !isRaised) return;
    announce(t(isRaised ? 'classroom.lower' : 'classroom.raised'));
    if (isRaised) run('hand:lower', {});
    else run('hand:raise', {});
  };
  useShortcuts({ H: toggle });
  return (
    <div className={styles.hand}>
      <Button
        size="huge"
        kind={isRaised ? 'stage' : 'primary'}
        className={styles.big ?? ''}
        icon={<Hand aria-hidden="true" />}
        aria-pressed={isRaised}
        shortcut="H"
        onClick={toggle}
        testId="raise-hand"
        data-state={isRaised ? 'raised' : isBusy ? 'raising' : 'lowered'}
      >
        <span className={styles.words}>
          {t(isRaised ? 'classroom.raised' : isBusy ? 'classroom.raising' : 'classroom.raise')}
          {isRaised && <small>{t('classroom.raisedHint')}</small>}
        </span>
      </Button>
    </div>
  );
}

function LeaveButton() {
  const { t } = useTranslation();
  const { run, isBusy } = useCommand();
  return (
    <div className={styles.hand}>
      <Button
        size="huge"
        className={styles.big ?? ''}
        icon={<ArrowDownFromLine aria-hidden="true" />}
        disabled={isBusy}
        onClick={() => run('stage:leave', {})}
        testId="leave-stage"
      >
        {t('classroom.leaveStage')}
      </Button>
    </div>
  );
}
