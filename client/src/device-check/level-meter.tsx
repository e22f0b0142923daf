import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { watchLevel } from '../core/devices/microphone-level.ts';
import styles from './device-check.module.css';

/** How loud the microphone is, live. */
export function LevelMeter({ track }: { track: MediaStreamTrack | null }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const meter = bar.current;
    if (!track || !meter) return undefined;
    const stop = watchLevel(track, (level) => {
      // Fifteen times a second: not worth rendering for.
      meter.value = level;
    });
    return () => {
      stop();
      meter.value = 0;
    };
  }, [track]);
  return (
    <meter ref={bar} className={styles.meter} min={0} max={1} aria-label={t('device.level')} data-testid="level" />
  );
}
