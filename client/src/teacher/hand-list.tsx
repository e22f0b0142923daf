import { mayDo } from '@tongke/signaling/protocol/lesson';
import { Hand, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useNow } from '../seat/use-now.ts';
import { CallButton } from '../wall/call-button.tsx';
import styles from './hand-list.module.css';

/** Raised hands in their order, with the time that each has waited; one click calls. */
export function HandList() {
  const { t } = useTranslation();
  const { hands, participants, classrooms } = useLesson();
  const { kept } = useSeat();
  const { run } = useCommand();
  const now = useNow();
  return (
    <Panel
      compact
      testId="hand-list"
      className={styles.panel ?? ''}
      title={
        <>
          <Hand aria-hidden="true" size={20} />
          {t('teacher.hands')}
          <span className={styles.count} data-testid="hand-count">
            {hands.length}
          </span>
        </>
      }
    >
      {hands.length === 0 && <p className={styles.none}>{t('teacher.noHands')}</p>}
      <ol className={styles.hands}>
        {hands.map(({ participantId, raisedAt }) => {
          const participant = participants[participantId];
          const classroom = participant?.classroomId ? classrooms[participant.classroomId] : undefined;
          const seconds = Math.max(0, Math.floor((now - raisedAt) / 1000));
          return (
            <li key={participantId} className={styles.hand} data-testid={`hand-${participantId}`}>
              <p className={styles.names}>
                <strong>{participant?.name}</strong>
                <span className={styles.soft}>
                  {t('teacher.waited', {
                    time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
                  })}
                </span>
              </p>
              <span className={styles.soft}>{classroom?.schoolName}</span>
              <div className={styles.actions}>
                <CallButton
                  participantId={participantId}
                  isHere={participant?.connection.state === 'here'}
                  isStaged={false}
                />
                {mayDo(kept.role, 'hand:lower') && (
                  <Button
                    icon={<X aria-hidden="true" />}
                    aria-label={t('teacher.lower')}
                    tip={t('teacher.lower')}
                    onClick={() => run('hand:lower', { participantId })}
                    testId={`lower-hand-${participantId}`}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
