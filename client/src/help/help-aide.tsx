import { LifeBuoy, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useLine, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { clockTime } from './clock-time.ts';
import styles from './help.module.css';
import { OperatorTelephone } from './operator-telephone.tsx';

/** A classroom calls the assistant, and sees that somebody comes. */
export function HelpAide() {
  const { t, i18n } = useTranslation();
  const { kept } = useSeat();
  const call = useLesson().help.calls[kept.participantId];
  const isUp = useLine().name === 'up';
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  return (
    <div className={styles.aide} data-testid="help-aide" data-state={stateOf(call)}>
      {call ? (
        <>
          <p className={styles.said} role="status">
            {t(call.acknowledgedAt === null ? 'help.called' : 'help.coming', {
              at: clockTime(call.calledAt, i18n.language),
            })}
          </p>
          <Button
            size="large"
            icon={<Undo2 aria-hidden="true" />}
            disabled={isBusy || !isUp}
            onClick={() => run('help:done', {})}
            testId="help-over"
          >
            {t('help.over')}
          </Button>
        </>
      ) : (
        <>
          <p>{t('help.words')}</p>
          <Button
            size="huge"
            kind="primary"
            icon={<LifeBuoy aria-hidden="true" />}
            disabled={isBusy || !isUp}
            onClick={() => {
              announce(t('help.calling'));
              run('help:call', {});
            }}
            testId="help-call"
          >
            {t('help.call')}
          </Button>
        </>
      )}
      <OperatorTelephone />
    </div>
  );
}

const stateOf = (call: { acknowledgedAt: number | null } | undefined) =>
  call ? (call.acknowledgedAt === null ? 'called' : 'coming') : 'none';
