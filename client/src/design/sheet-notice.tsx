import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import styles from './sheet.module.css';
import { Spinner } from './spinner.tsx';

/** Stands in a sheet's place while it is fetched. */
export function SheetLoading({ label }: { label: string }) {
  return (
    <main className={styles.notice}>
      <Spinner label={label} />
      <p>{label}</p>
    </main>
  );
}

/** Says why there is no sheet. `retry`: whether asking again may help. */
export function SheetNotice(props: { title: string; words: string; retry: boolean; testId: string }) {
  const { title, words, retry, testId } = props;
  const { t } = useTranslation();
  return (
    <main className={styles.notice} data-testid={`${testId}-notice`}>
      <LanguageSwitch />
      <h1>{title}</h1>
      <p>{words}</p>
      {retry && (
        <Button kind="primary" onClick={() => location.reload()} testId={`${testId}-retry`}>
          {t('common.retry')}
        </Button>
      )}
    </main>
  );
}
