import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Spinner } from '../design/spinner.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import styles from './code-view.module.css';
import { PairFrame } from './pair-frame.tsx';
import { keepPairing, type Pairing } from './pairing.ts';
import { useSecondsLeft } from './use-countdown.ts';
import { usePairingCode } from './use-pairing-code.ts';

/** Shows six digits until somebody has typed them in on the lessons page. */
export function CodeView({ revoked, onPaired }: { revoked: boolean; onPaired: (pairing: Pairing) => void }) {
  const { t } = useTranslation();
  const paired = useCallback(
    (pairing: Pairing) => {
      keepPairing(pairing);
      onPaired(pairing);
    },
    [onPaired],
  );
  const { shown, lineDown } = usePairingCode(paired);
  const left = useSecondsLeft(shown?.expiresAt ?? null) ?? 0;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <PairFrame title={t('pair.title')} testId="pair-unpaired">
      {revoked && <Banner tone="warning">{t('pair.revoked')}</Banner>}
      <p className={styles.words}>{t('pair.words')}</p>
      <div className={styles.code} data-testid="pair-code" data-code={shown?.code} aria-live="polite">
        {shown ? (
          <>
            <VisuallyHidden>{t('pair.code', { code: [...shown.code].join(' ') })}</VisuallyHidden>
            <span aria-hidden="true">
              {shown.code.slice(0, 3)}
              <i />
              {shown.code.slice(3)}
            </span>
          </>
        ) : (
          <Spinner label={t('pair.asking')} />
        )}
      </div>
      <p className={styles.valid}>{shown ? t('pair.validFor', { time }) : t('pair.asking')}</p>
      <p className={styles.address}>{t('pair.lessonsAddress', { address: `${location.origin}/lessons` })}</p>
      <div className={styles.line}>{lineDown && <Banner tone="warning">{t('pair.lineDown')}</Banner>}</div>
    </PairFrame>
  );
}
