import type { SchoolSummary } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import styles from '../design/sheet.module.css';
import { CountCells, CountHeadings } from './count-cells.tsx';

/** One line for each school: its classrooms taken together. */
export function SchoolTable({ schools }: { schools: readonly SchoolSummary[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by keyboard
    <section className={styles.part} aria-label={t('summary.schools')} tabIndex={0}>
      <table data-testid="summary-schools">
        <caption>{t('summary.schools')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('summary.column.school')}</th>
            <th scope="col">{t('summary.column.rooms')}</th>
            <CountHeadings />
          </tr>
        </thead>
        <tbody>
          {schools.map((school) => (
            <tr key={school.schoolId}>
              <th scope="row">
                <bdi>{school.schoolName}</bdi>
              </th>
              <td>{`${school.classroomsThere} / ${school.classrooms}`}</td>
              <CountCells counts={school} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
