import type { ClassroomSummary } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import styles from '../design/sheet.module.css';
import { CountCells, CountHeadings } from './count-cells.tsx';

/** One line for each classroom. */
export function RoomTable({ rooms }: { rooms: readonly ClassroomSummary[] }) {
  const { t, i18n } = useTranslation();
  if (rooms.length === 0) return <p>{t('summary.noClassrooms')}</p>;
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  const hour = (at: number) => new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by keyboard
    <section className={styles.part} aria-label={t('summary.classrooms')} tabIndex={0}>
      <table data-testid="summary-classrooms">
        <caption>{t('summary.classrooms')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('summary.column.classroom')}</th>
            <th scope="col">{t('summary.column.firstIn')}</th>
            <CountHeadings />
          </tr>
        </thead>
        <tbody>
          {rooms.map((room) => (
            <tr key={room.classroomId} data-testid={`summary-${room.classroomId}`}>
              <th scope="row">
                <bdi>{room.name}</bdi>
                <small>
                  <bdi>{room.schoolName}</bdi>
                </small>
              </th>
              <td>
                {room.firstInAt === null ? t('summary.never') : hour(room.firstInAt)}
                {room.leftAt !== null && (
                  <small>
                    {t('summary.column.left')} {hour(room.leftAt)}
                  </small>
                )}
              </td>
              <CountCells counts={room} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
