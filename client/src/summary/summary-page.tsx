import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { Spinner } from '../design/spinner.tsx';
import styles from './summary-page.module.css';
import { SummaryView } from './summary-view.tsx';
import { useSummary } from './use-summary.ts';

/** A lesson in numbers, to be read, printed and taken into a spreadsheet. */
export function SummaryPage() {
  const { t } = useTranslation();
  const load = useSummary();
  switch (load.state) {
    case 'ready':
      return <SummaryView summary={load.summary} />;
    case 'loading':
      return (
        <main className={styles.notice}>
          <Spinner label={t('summary.loading')} />
          <p>{t('summary.loading')}</p>
        </main>
      );
    case 'noLink':
    case 'failed':
      return (
        <main className={styles.notice} data-testid="summary-notice">
          <LanguageSwitch />
          <h1>{t('summary.failed')}</h1>
          <p>{load.state === 'noLink' ? t('summary.noLink') : t(`error.${load.code}`)}</p>
          {load.state === 'failed' && (
            <Button kind="primary" onClick={() => location.reload()} testId="summary-retry">
              {t('common.retry')}
            </Button>
          )}
        </main>
      );
  }
}
