import { useTranslation } from 'react-i18next';
import { SheetLoading, SheetNotice } from '../design/sheet-notice.tsx';
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
      return <SheetLoading label={t('summary.loading')} />;
    case 'noLink':
      return <SheetNotice title={t('summary.failed')} words={t('summary.noLink')} retry={false} testId="summary" />;
    case 'failed':
      return <SheetNotice title={t('summary.failed')} words={t(`error.${load.code}`)} retry testId="summary" />;
  }
}
