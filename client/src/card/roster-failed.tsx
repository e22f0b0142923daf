import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';

/** Says that the list of pupils could not be fetched, so that cards count without names, and lets the aide ask again. */
export function RosterFailed({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Banner tone="warning" testId="card-roster-failed">
      {t('card.rosterFailed')}{' '}
      <Button icon={<RotateCcw aria-hidden="true" />} onClick={onAgain} testId="card-roster-again">
        {t('card.rosterAgain')}
      </Button>
    </Banner>
  );
}
