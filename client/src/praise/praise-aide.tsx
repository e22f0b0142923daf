import { PartyPopper } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useCommand } from '../seat/use-command.ts';
import { OwnStars } from './own-stars.tsx';
import styles from './praise-aide.module.css';

/** A classroom claps with one button; its own stars beside. */
export function PraiseAide() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  return (
    <div className={styles.aide}>
      <Button
        size="huge"
        wide
        icon={<PartyPopper aria-hidden="true" />}
        disabled={isBusy}
        onClick={() => {
          announce(t('praise.applauded'));
          run('praise:applaud', {});
        }}
        testId="applaud"
      >
        {t('praise.clap')}
      </Button>
      <p>{t('praise.clapHint')}</p>
      <OwnStars />
    </div>
  );
}
