import { allows } from '@tongke/signaling/protocol/lesson';
import { ArrowDownFromLine, Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AidePanel } from '../aide/aide-panel.tsx';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { CameraButton, MicrophoneButton } from '../seat/own-buttons.tsx';
import { useLesson, useLine, useSeat, useWatched } from '../seat/seat-context.tsx';
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
  const { kept, link } = useSeat();
  const { hands, permission } = useLesson();
  const place = useWatched(link.place);
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  const isRaised = hands.some((hand) => hand.participantId === kept.participantId);
  const mayRaise = allows(permission, kept.participantId, 'interaction');
  const isNext = place?.position === 1;
  const hint = isNext ? t('classroom.youAreNext') : place ? t('classroom.place', place) : t('classroom.raisedHint');
  const toggle = () => {
    if (!mayRaise && !isRaised) return;
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
        disabled={!mayRaise && !isRaised}
        onClick={toggle}
        testId="raise-hand"
        data-next={isRaised && isNext}
        data-state={isRaised ? 'raised' : isBusy ? 'raising' : 'lowered'}
      >
        <span className={styles.words}>
          {t(
            isRaised
              ? 'classroom.raised'
              : !mayRaise
                ? 'classroom.handsOff'
                : isBusy
                  ? 'classroom.raising'
                  : 'classroom.raise',
          )}
          {isRaised && <small data-testid="hand-place">{hint}</small>}
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
