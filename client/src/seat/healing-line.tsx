import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Brings what archives lack that was sent from this browser, and says so while it does. */
export function HealingLine() {
  const { t } = useTranslation();
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    void import('../core/edge/heal-kept.ts').then(({ healKept }) => healKept({ onProgress: setShare, signal }));
    return () => stop.abort();
  }, []);
  if (share === null) return null;
  return (
    <p data-testid="healing" data-done={share === 1}>
      {share === 1 ? t('seat.healed') : t('seat.healing', { percent: Math.floor(share * 100) })}
    </p>
  );
}
