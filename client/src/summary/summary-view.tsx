import type { LessonSummary } from '@tongke/signaling/protocol/lesson';
import { Download, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { summaryCsv } from '../core/summary/summary-table.ts';
import { Button } from '../design/button.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { durationText } from './count-cells.tsx';
import { QuestionTable } from './question-table.tsx';
import { RoomTable } from './room-table.tsx';
import { SchoolTable } from './school-table.tsx';
import styles from './summary-page.module.css';

/** The summary's sheet: A4 when it is printed. */
export function SummaryView({ summary }: { summary: LessonSummary }) {
  const { t } = useTranslation();
  const { title, subject, teacherName, coTeacherName, rehearsal, classrooms, schools } = summary;
  const there = classrooms.filter(({ firstInAt }) => firstInAt !== null).length;
  return (
    <main className={styles.sheet} data-testid="summary" data-phase={summary.phase}>
      <header className={styles.head}>
        <div>
          <p className={styles.kicker}>{t('summary.title')}</p>
          <h1>
            <bdi>{title}</bdi>
            {rehearsal && <small> {t('summary.trial')}</small>}
          </h1>
          <p className={styles.facts}>
            {[subject, teacherName, coTeacherName].filter(Boolean).join(' · ')}
            <Times summary={summary} />
            <span>{t('summary.here', { there, all: classrooms.length })}</span>
          </p>
        </div>
        <Actions summary={summary} />
      </header>
      {summary.phase !== 'ended' && (
        <p className={styles.running}>{t(summary.phase === 'open' ? 'summary.running' : 'summary.notOpened')}</p>
      )}
      <RoomTable rooms={classrooms} />
      {schools.length > 1 && <SchoolTable schools={schools} />}
      <QuestionTable questions={summary.questions} />
      <p className={styles.notes}>{t('summary.notes')}</p>
    </main>
  );
}

function Times({ summary: { openedAt, endedAt, durationMs } }: { summary: LessonSummary }) {
  const { t, i18n } = useTranslation();
  if (openedAt === null) return null;
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  const hour = (at: number) => new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const day = new Date(openedAt).toLocaleDateString(locale, { year: 'numeric', month: 'long', day: 'numeric' });
  const from = hour(openedAt);
  return (
    <>
      <span>
        {endedAt === null ? t('summary.since', { day, from }) : t('summary.from', { day, from, to: hour(endedAt) })}
      </span>
      <span>{t('summary.duration', { time: durationText(t, durationMs) })}</span>
    </>
  );
}

function Actions({ summary }: { summary: LessonSummary }) {
  const { t, i18n } = useTranslation();
  const save = () => {
    const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
    const text = summaryCsv(
      summary.classrooms,
      (column) => t(`summary.column.${column}`),
      (at) => (at === null ? null : new Date(at).toLocaleTimeString(locale)),
    );
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    // What no file system takes stays out of the name.
    link.download = `${t('summary.fileName', { title: summary.title }).replace(/[\\/:*?"<>|]/g, ' ')}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <div className={styles.actions}>
      <LanguageSwitch />
      <Button icon={<Download aria-hidden="true" />} onClick={save} testId="summary-csv">
        {t('summary.csv')}
      </Button>
      <Button kind="primary" icon={<Printer aria-hidden="true" />} onClick={() => print()} testId="summary-print">
        {t('summary.print')}
      </Button>
    </div>
  );
}
