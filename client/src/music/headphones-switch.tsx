import { mayDo } from '@tongke/signaling/protocol/lesson';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import styles from './music.module.css';

/**
 * While there is music: whether people here listen through headphones, so that echo need not be cancelled. It stays cancelled until
 * somebody says so, since loudspeakers in the room would howl.
 */
export function HeadphonesSwitch() {
  const { t } = useTranslation();
  const hint = useId();
  const { kept, music } = useSeat();
  const { on } = useLesson().music;
  const cancelsEcho = useWatched(music.cancelsEcho);
  if (!on || !mayDo(kept.role, 'track:publish')) return null;
  return (
    <div>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={!cancelsEcho}
          onChange={({ target }) => music.cancelEcho(!target.checked)}
          aria-describedby={hint}
          data-testid="music-headphones"
        />
        {t('music.headphones')}
      </label>
      <p id={hint} className={styles.soft}>
        {t('music.headphonesHint')}
      </p>
    </div>
  );
}
