import type { RosterReport } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import styles from './roster.module.css';

/** What a file would do to the roster, line by line what is wrong, and the button that does it. */
export function ImportReport(props: {
  report: RosterReport;
  busy: boolean;
  onConfirm: (check: string) => void;
  onCancel: () => void;
}) {
  const { report, busy } = props;
  const { t } = useTranslation();
  if (report.file) {
    return (
      <Banner tone="warning" testId="roster-file-problem">
        {t(`roster.file.${report.file}`)}
      </Banner>
    );
  }
  const { check, pupils, added, changed, kept, removed, problems, problemCount, otherClasses, encoding } = report;
  return (
    <div className={styles.report} data-testid="roster-report">
      <h3>{t('roster.check')}</h3>
      <p data-testid="roster-summary">
        {check === null ? t('roster.nothing') : t('roster.summary', { added, changed, kept, removed: removed.length })}
      </p>
      {encoding === 'gb18030' && <p>{t('roster.gb18030')}</p>}
      {otherClasses > 0 && <p>{t('roster.otherClasses', { count: otherClasses })}</p>}
      {problemCount > 0 && (
        <div>
          <h4>{t('roster.problems', { count: problemCount })}</h4>
          <ul className={styles.problems} data-testid="roster-problems">
            {problems.map(({ line, code, value, other }) => (
              <li key={line} data-code={code}>
                <strong>{t('roster.line', { line })}</strong> <bdi className={styles.value}>{value}</bdi>{' '}
                <span>{t(`roster.problem.${code}`, { other })}</span>
              </li>
            ))}
          </ul>
          {problems.length < problemCount && <p>{t('roster.problemsMore', { count: problems.length })}</p>}
        </div>
      )}
      {removed.length > 0 && (
        <p className={styles.removed} data-testid="roster-removed">
          {t('roster.removedTitle')}: <bdi>{removed.map(({ name }) => name).join('、')}</bdi>
        </p>
      )}
      <ol className={styles.preview} data-testid="roster-preview">
        {pupils.map(({ number, name, cardNumber }) => (
          <li key={`${number} ${name}`}>
            <span>{number}</span> <bdi>{name}</bdi> {cardNumber !== null && <small>#{cardNumber}</small>}
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        {check !== null && (
          <Button kind="primary" disabled={busy} onClick={() => props.onConfirm(check)} testId="roster-confirm">
            {t('roster.confirm', { count: pupils.length })}
          </Button>
        )}
        <Button kind="quiet" onClick={props.onCancel} testId="roster-cancel">
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}
