import type { LessonSummary } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { summaryCsv } from '../core/summary/summary-table.ts';
import styles from '../design/sheet.module.css';
import { SheetActions } from '../design/sheet-actions.tsx';
import { durationText } from './count-cells.tsx';
import { QuestionTable } from './question-table.tsx';
import { RoomTable } from './room-table.tsx';
import { SchoolTable } from './school-table.tsx';

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
  const table = () => {
    const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
    return summaryCsv(
      summary.classrooms,
      (column) => t(`summary.column.${column}`),
      (at) => (at === null ? null : new Date(at).toLocaleTimeString(locale)),
    );
  };
  return <SheetActions fileName={t('summary.fileName', { title: summary.title })} table={table} testId="summary" />;
}
