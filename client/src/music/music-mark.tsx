import { Music } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './music.module.css';

/** A small sign while the lesson is in music mode. */
export function MusicMark() {
  const { t } = useTranslation();
  const { on } = useLesson().music;
  if (!on) return null;
  return (
    <span className={styles.mark} role="status" data-testid="music-mark">
      <Music aria-hidden="true" />
      {t('music.mode')}
    </span>
  );
}
