import { type HelpCall, mayDo } from '@tongke/signaling/protocol/lesson';
import { Check, LifeBuoy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../core/stats/page-stats.ts';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { clockTime } from './clock-time.ts';
import styles from './help.module.css';

/** Classrooms that call for help: who waits longest comes first. */
export function HelpPanel() {
  const { t } = useTranslation();
  const { help } = useLesson();
  const calls = Object.values(help.calls).sort(
    (a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) || a.calledAt - b.calledAt,
  );
  return (
    <Panel
      compact
      testId="help-panel"
      title={
        <>
          <LifeBuoy aria-hidden="true" size={20} />
          {t('help.title')}
        </>
      }
    >
      {calls.length === 0 ? (
        <p className={styles.none}>{t('help.none')}</p>
      ) : (
        <ol className={styles.calls}>
          {calls.map((call) => (
            <Call key={call.participantId} call={call} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Call({ call: { participantId, classroomId, calledAt, acknowledgedAt } }: { call: HelpCall }) {
  const { t, i18n } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  const { run, isBusy } = useCommand();
  const school = classroomId ? lesson.classrooms[classroomId]?.schoolName : undefined;
  const name = nameOf(lesson, participantId);
  const isComing = acknowledgedAt !== null;
  return (
    <li
      className={`${styles.callRow} ${isComing ? '' : styles.waits}`}
      data-testid={`help-${participantId}`}
      data-state={isComing ? 'coming' : 'called'}
    >
      <span className={styles.who}>
        <strong>{name}</strong>
        <span>{school}</span>
        <span>{t(isComing ? 'help.takenCare' : 'help.since', { at: clockTime(calledAt, i18n.language) })}</span>
      </span>
      {mayDo(kept.role, 'help:acknowledge') && (
        <span className={styles.actions}>
          {!isComing && (
            <Button
              kind="primary"
              disabled={isBusy}
              onClick={() => run('help:acknowledge', { participantId })}
              aria-label={`${t('help.acknowledge')} ${name}`}
              testId={`help-acknowledge-${participantId}`}
            >
              {t('help.acknowledge')}
            </Button>
          )}
          <Button
            icon={<Check aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => run('help:done', { participantId })}
            aria-label={`${t('help.done')} ${name}`}
            testId={`help-done-${participantId}`}
          >
            {t('help.done')}
          </Button>
        </span>
      )}
    </li>
  );
}
