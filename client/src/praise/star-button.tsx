import { type InvitedClassroom, mayDo } from '@tongke/signaling/protocol/lesson';
import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './star-button.module.css';

/** Gives a classroom a star by one click, and says how many it has. For those who may not give any, only their number. */
export function StarButton({ classroom: { classroomId, name } }: { classroom: InvitedClassroom }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { praise } = useLesson();
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  const stars = praise.stars[classroomId]?.stars ?? 0;
  const count = t('praise.stars', { count: stars });
  const icon = <Star aria-hidden="true" fill={stars > 0 ? 'currentColor' : 'none'} />;
  if (!mayDo(kept.role, 'praise:give')) {
    return stars > 0 ? (
      <span className={styles.stars} title={count}>
        {icon}
        {stars}
      </span>
    ) : null;
  }
  return (
    <Button
      className={`${styles.button} ${stars > 0 ? styles.some : ''}`}
      icon={icon}
      aria-label={`${t('praise.starFor', { name })}, ${count}`}
      disabled={isBusy}
      onClick={() => {
        announce(t('praise.given', { name }));
        run('praise:give', { classroomId });
      }}
      testId={`give-star-${classroomId}`}
    >
      {stars > 0 && stars}
    </Button>
  );
}
