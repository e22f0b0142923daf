import { handQueue, limits, mayDo } from '@tongke/signaling/protocol/lesson';
import { Hand, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useNow } from '../seat/use-now.ts';
import { CallButton } from '../wall/call-button.tsx';
import styles from './hand-list.module.css';

/** Raised hands in the order that is fair to schools, with why and the time that each has waited; one click calls. */
export function HandList() {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { participants, classrooms, tracks } = lesson;
  const hands = handQueue(lesson);
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
        {hands.map(({ participantId, since, schoolCalls, calls }, index) => {
          const participant = participants[participantId];
          const classroom = participant?.classroomId ? classrooms[participant.classroomId] : undefined;
          const seconds = Math.max(0, Math.floor((now - since) / 1000));
          const isReady =
            index < limits.warmRooms &&
            Object.values(tracks).some(
              (track) => track.participantId === participantId && track.source === 'camera' && !track.muted,
            );
          return (
            <li key={participantId} className={styles.hand} data-testid={`hand-${participantId}`}>
              <p className={styles.names}>
                <strong>
                  {index + 1}. {participant?.name}
                </strong>
                <span className={styles.soft}>
                  {t('teacher.waited', {
                    time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
                  })}
                </span>
              </p>
              <span className={styles.soft}>{classroom?.schoolName}</span>
              <p className={styles.names}>
                <span className={styles.soft} title={t('stage.whyTip')} data-testid={`why-${participantId}`}>
                  {t('stage.why', { school: schoolCalls, own: calls })}
                </span>
                {isReady && <span className={styles.ready}>{t('stage.ready')}</span>}
              </p>
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
