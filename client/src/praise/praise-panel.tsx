import { type InvitedClassroom, mayDo } from '@tongke/signaling/protocol/lesson';
import { Minus, PartyPopper } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './praise-panel.module.css';
import { StarButton } from './star-button.tsx';

/** Rooms that are listed: those that have been here, or have a star. */
const listedAtMost = 60;

/** Applause for all, and a star for a classroom by one click. */
export function PraisePanel() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { classrooms, participants, praise, stage } = useLesson();
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  const rooms = useMemo(() => {
    const staged = new Set(stage.map(({ participantId }) => participants[participantId]?.classroomId));
    const here = new Set(Object.values(participants).map(({ classroomId }) => classroomId));
    const rank = ({ classroomId }: InvitedClassroom) =>
      staged.has(classroomId) ? 0 : here.has(classroomId) ? 1 : Object.hasOwn(praise.stars, classroomId) ? 2 : 3;
    return Object.values(classrooms)
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
      .slice(0, listedAtMost);
  }, [classrooms, participants, praise.stars, stage]);
  const mayGive = mayDo(kept.role, 'praise:give');
  return (
    <section className={styles.praise} aria-label={t('praise.title')} data-testid="praise-panel">
      <div className={styles.head}>
        <h3>{t('praise.title')}</h3>
        {mayDo(kept.role, 'praise:applaud') && (
          <Button
            icon={<PartyPopper aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => {
              announce(t('praise.applauded'));
              run('praise:applaud', {});
            }}
            testId="applaud"
          >
            {t('praise.applaud')}
          </Button>
        )}
      </div>
      {rooms.length === 0 && <p>{t('praise.none')}</p>}
      <ul className={styles.rooms}>
        {rooms.map((classroom) => {
          const { classroomId, name, schoolName } = classroom;
          const stars = praise.stars[classroomId]?.stars ?? 0;
          return (
            <li key={classroomId} className={styles.room} data-testid={`stars-${classroomId}`} data-stars={stars}>
              <span className={styles.name}>
                <strong>{name}</strong>
                <small>{schoolName}</small>
              </span>
              {mayGive && stars > 0 && (
                <Button
                  kind="quiet"
                  icon={<Minus aria-hidden="true" />}
                  aria-label={t('praise.takeBackFrom', { name })}
                  tip={t('praise.takeBack')}
                  disabled={isBusy}
                  onClick={() => run('praise:takeBack', { classroomId })}
                  testId={`take-star-${classroomId}`}
                />
              )}
              <StarButton classroom={classroom} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
