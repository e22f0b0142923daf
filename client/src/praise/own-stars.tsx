import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './own-stars.module.css';

/** How many stars this classroom has; nothing before the first. */
export function OwnStars() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { participants, praise } = useLesson();
  const classroomId = participants[kept.participantId]?.classroomId;
  const stars = classroomId ? (praise.stars[classroomId]?.stars ?? 0) : 0;
  if (stars === 0) return null;
  return (
    <span className={styles.stars} data-testid="own-stars">
      <Star aria-hidden="true" fill="currentColor" />
      {t('praise.ownStars', { count: stars })}
    </span>
  );
}
