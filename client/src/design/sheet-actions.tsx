import { Download, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { saveCsv } from './save-as.ts';
import styles from './sheet.module.css';

/** What one may do with a sheet: read it in the other language, take its table along, print it. `testId`: of the sheet. */
export function SheetActions(props: { fileName: string; table: () => string; testId: string }) {
  const { fileName, table, testId } = props;
  const { t } = useTranslation();
  return (
    <div className={styles.actions}>
      <LanguageSwitch />
      <Button
        icon={<Download aria-hidden="true" />}
        onClick={() => saveCsv(fileName, table())}
        testId={`${testId}-csv`}
      >
        {t('common.table')}
      </Button>
      <Button kind="primary" icon={<Printer aria-hidden="true" />} onClick={() => print()} testId={`${testId}-print`}>
        {t('common.print')}
      </Button>
    </div>
  );
}
