import { mayDo, type ParticipantId, type Removal } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './permission-panel.module.css';

/** Who was sent out, and the button that lets them in again. Nothing when nobody was. */
export function RemovedList() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { removed } = useLesson();
  const { run, isBusy } = useCommand();
  const entries = Object.entries(removed) as [ParticipantId, Removal][];
  if (entries.length === 0) return null;
  return (
    <section className={styles.part} aria-label={t('permission.removed')} data-testid="removed-list">
      <h3>{t('permission.removed')}</h3>
      <ul className={styles.rooms}>
        {entries.map(([participantId, { name, role, blocked }]) => (
          <li key={participantId} className={styles.line}>
            <span>
              <strong>{name || t(`role.${role}`)}</strong>{' '}
              <span className={styles.soft}>{t(blocked ? 'permission.isBlocked' : 'permission.mayReturn')}</span>
            </span>
            {mayDo(kept.role, 'participant:unblock') && (
              <Button
                disabled={isBusy}
                onClick={() => run('participant:unblock', { participantId })}
                testId={`unblock-${participantId}`}
              >
                {t('permission.unblock')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
