import { csvText, type PupilHistory, pupilTotals } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { percent } from '../core/question/options.ts';
import sheet from '../design/sheet.module.css';
import { SheetActions } from '../design/sheet-actions.tsx';
import { learningHash } from './learning-address.ts';
import { LessonTable } from './lesson-table.tsx';
import styles from './pupil-view.module.css';
import { RightBars } from './right-bars.tsx';
import { useDay } from './use-day.ts';

/** A pupil's lessons over time: the sum of them, how it went, and each one. */
export function PupilView({ classroomId, history }: { classroomId: string; history: PupilHistory }) {
  const { t } = useTranslation();
  const day = useDay();
  const { pupil, classroomName, schoolName, lessons } = history;
  const [latest, earliest] = [lessons[0], lessons.at(-1)];
  const column = (name: string) => t(`learning.column.${name}`);
  const table = () =>
    csvText([
      ['day', 'lesson', 'teacher', 'attendance', 'asked', 'answers', 'judged', 'right', 'stage', 'stars'].map(column),
      ...lessons.map(({ openedAt, title, teacherName, attendance, asked, answers, room }) => [
        day(openedAt),
        title,
        teacherName,
        attendance ? t(attendance.reason ? `learning.reason.${attendance.reason}` : 'learning.here') : null,
        ...[asked, answers.length],
        answers.filter(({ right }) => right !== null).length,
        answers.filter(({ right }) => right === true).length,
        ...[room.stageTimes, room.stars],
      ]),
    ]);
  return (
    <main className={sheet.sheet} data-testid="learning-pupil">
      <header className={sheet.head}>
        <div>
          <p className={sheet.kicker}>
            {t('learning.title')} · <a href={learningHash({ classroomId, pupilId: null })}>{t('learning.back')}</a>
          </p>
          <h1>
            <bdi>{pupil.name}</bdi>
          </h1>
          <p className={sheet.facts}>
            {pupil.number && <span>{t('learning.number', { number: pupil.number })}</span>}
            <bdi>{classroomName}</bdi>
            <bdi>{schoolName}</bdi>
            {latest && earliest && (
              <span>
                {t('learning.span', {
                  from: day(earliest.openedAt),
                  to: day(latest.openedAt),
                  count: lessons.length,
                })}
              </span>
            )}
          </p>
        </div>
        <SheetActions fileName={t('learning.fileName', { name: pupil.name })} table={table} testId="learning" />
      </header>
      {lessons.length === 0 ? (
        <p>{t('learning.noLessons')}</p>
      ) : (
        <>
          <Totals history={history} />
          <RightBars lessons={lessons} />
          <LessonTable lessons={lessons} />
        </>
      )}
      <p className={sheet.notes}>{t('learning.notes')}</p>
    </main>
  );
}

function Totals({ history: { lessons } }: { history: PupilHistory }) {
  const { t } = useTranslation();
  const totals = pupilTotals(lessons);
  const { counted, present, absent, asked, answers, judged, right } = totals;
  const figures = [
    { name: 'present', words: t('learning.presentOf', { present, counted }) },
    { name: 'absent', words: t('learning.absentWords', absent) },
    { name: 'answered', words: t('learning.answeredOf', { answers, asked }) },
    { name: 'right', words: t('learning.rightOf', { right, judged, percent: percent(right, judged) }) },
  ];
  return (
    <dl className={styles.totals}>
      {figures.map(({ name, words }) => (
        <div key={name} data-testid={`learning-total-${name}`}>
          <dt>{t(`learning.${name}`)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
