import { Link } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { copyText } from '../lessons/copy-text.ts';
import { formatTime } from './format-time.ts';
import { momentLink } from './linked-moment.ts';
import styles from './replay-controls.module.css';

/** Copies an address that opens the replay at this very second, and says so. */
export function MomentButton({ baseUrl, positionMs }: { baseUrl: string; positionMs: number }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<{ position: string; link: string; isCopied: boolean } | null>(null);
  const copy = async () => {
    const link = momentLink(location.href, baseUrl, positionMs);
    setSaid({ position: formatTime(positionMs), link, isCopied: await copyText(link) });
  };
  return (
    <>
      <Button
        kind="quiet"
        icon={<Link aria-hidden="true" />}
        onClick={() => void copy()}
        aria-label={t('watch.link')}
        testId="replay-link"
      />
      <output className={styles.said} data-testid="replay-link-said">
        {said?.isCopied && t('watch.linkCopied', { position: said.position })}
        {said && !said.isCopied && (
          <>
            {t('watch.linkNotCopied')} <code>{said.link}</code>
          </>
        )}
      </output>
    </>
  );
}
