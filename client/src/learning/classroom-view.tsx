import { type ClassroomHistory, csvText } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import sheet from '../design/sheet.module.css';
import { SheetActions } from '../design/sheet-actions.tsx';
import { learningHash } from './learning-address.ts';

const columns = [
  'number',
  'name',
  'counted',
  'present',
  'ill',
  'leave',
  'other',
  'asked',
  'answers',
  'judged',
  'right',
] as const;

/** A classroom's pupils in numbers; each name leads to the pupil's own record. */
export function ClassroomView({ classroomId, history }: { classroomId: string; history: ClassroomHistory }) {
  const { t } = useTranslation();
  const { classroomName, schoolName, lessons, pupils } = history;
  const headings = columns.map((column) => t(column === 'present' ? 'learning.present' : `learning.column.${column}`));
  const rows = pupils.map(({ pupil, totals: { counted, present, absent, asked, answers, judged, right } }) => ({
    pupil,
    numbers: [counted, present, absent.ill, absent.leave, absent.other, asked, answers, judged, right],
  }));
  const table = () => csvText([headings, ...rows.map(({ pupil, numbers }) => [pupil.number, pupil.name, ...numbers])]);
  return (
    <main className={sheet.sheet} data-testid="learning-classroom">
      <header className={sheet.head}>
        <div>
          <p className={sheet.kicker}>{t('learning.ofClassroom')}</p>
          <h1>
            <bdi>{classroomName}</bdi>
          </h1>
          <p className={sheet.facts}>
            <bdi>{schoolName}</bdi>
            <span>{t('learning.lessonCount', { count: lessons })}</span>
          </p>
        </div>
        <SheetActions fileName={t('learning.fileName', { name: classroomName })} table={table} testId="learning" />
      </header>
      {pupils.length === 0 ? (
        <p>{t('learning.noPupils')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by keyboard
        <section className={sheet.part} aria-label={t('learning.pupils')} tabIndex={0}>
          <table>
            <caption>{t('learning.pupils')}</caption>
            <thead>
              <tr>
                {headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ pupil, numbers }) => (
                <tr key={pupil.pupilId}>
                  <td>{pupil.number}</td>
                  <th scope="row">
                    <a href={learningHash({ classroomId, pupilId: pupil.pupilId })} data-testid="learning-pupil-link">
                      <bdi>{pupil.name}</bdi>
                    </a>
                  </th>
                  {numbers.map((number, index) => (
                    <td key={columns[index + 2]}>{number}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className={sheet.notes}>{t('learning.notes')}</p>
    </main>
  );
}
