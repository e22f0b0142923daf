import { FileImage, School } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ShotPreview } from './shot-preview.tsx';
import styles from './shot-tile.module.css';
import type { OfferedShot } from './shots.ts';
import { useShotName } from './use-shot-name.ts';

/** One picture that can be switched to, small, with its key; framed while the rooms see it large. */
export function ShotTile(props: { offered: OfferedShot; isLive: boolean; disabled: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { id, shot, key } = props.offered;
  const name = useShotName()(shot);
  return (
    <button
      type="button"
      className={`${styles.tile} ${props.isLive ? styles.live : ''}`}
      aria-pressed={props.isLive}
      aria-keyshortcuts={key ?? undefined}
      disabled={props.disabled}
      onClick={props.onChoose}
      data-testid={`programme-${id}`}
    >
      <span className={styles.picture}>
        {shot.of === 'teacher' && shot.source !== 'slides' ? (
          <ShotPreview source={shot.source} />
        ) : shot.of === 'stage' ? (
          <School aria-hidden="true" />
        ) : (
          <FileImage aria-hidden="true" />
        )}
      </span>
      <span className={styles.words}>
        {key && <kbd className={styles.key}>{key}</kbd>}
        <span className={styles.name}>{name}</span>
        {props.isLive && <strong className={styles.mark}>{t('programme.large')}</strong>}
      </span>
    </button>
  );
}
