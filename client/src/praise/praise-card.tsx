import type { PraiseState } from '@tongke/signaling/protocol/lesson';
import { PartyPopper, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { praiseMoment } from '../core/praise/praise-moment.ts';
import styles from './praise-card.module.css';

/** What all rooms celebrate at a moment: a star, applause. The same live and in the replay; still where people want no motion. */
export function PraiseCard({ praise, now, own }: { praise: PraiseState; now: number; own?: string | null }) {
  const { t } = useTranslation();
  const { star, applause } = praiseMoment(praise, now);
  return (
    <div className={styles.place} role="status" data-testid="praise">
      {star && (
        <div key={star.key} className={styles.card} data-testid="praise-star">
          <span className={styles.star}>
            <Star aria-hidden="true" fill="currentColor" />
          </span>
          <p>
            <strong>
              {star.praised.classroomId === own ? t('praise.own') : t('praise.given', { name: star.praised.name })}
            </strong>
            <span>
              {star.praised.schoolName} · {t('praise.stars', { count: star.praised.stars })}
            </span>
          </p>
        </div>
      )}
      {applause && (
        <div key={applause.key} className={`${styles.card} ${styles.applause}`} data-testid="praise-applause">
          <PartyPopper key={applause.count} aria-hidden="true" className={styles.clap} />
          <strong>{t(applause.byTeacher ? 'praise.applauseByTeacher' : 'praise.applause')}</strong>
          {applause.count > 1 && <span aria-hidden="true">× {applause.count}</span>}
        </div>
      )}
    </div>
  );
}
