import { ArrowDownFromLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AidePanel } from '../aide/aide-panel.tsx';
import { Button } from '../design/button.tsx';
import { useOwnGroup } from '../group/use-own-group.ts';
import { CameraButton, MicrophoneButton } from '../seat/own-buttons.tsx';
import { useLine } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useOwn } from '../seat/use-own.ts';
import styles from './classroom-bar.module.css';
import { HandButton } from './hand-button.tsx';

/** One big button for the hand, or to leave the stage; microphone and camera beside it. */
export function ClassroomBar({ isStaged }: { isStaged: boolean }) {
  const { t } = useTranslation();
  const microphone = useOwn('microphone');
  const isUp = useLine().name === 'up';
  const isGrouped = useOwnGroup() !== undefined;
  const heard = isStaged ? 'classroom.heardNow' : isGrouped ? 'classroom.heardInGroup' : 'classroom.heardOnStage';
  return (
    <footer className={styles.bar}>
      <div className={styles.left}>
        <MicrophoneButton />
        <span className={styles.hint} data-testid="microphone-hint">
          {microphone.isOpen && isUp && t(heard)}
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
