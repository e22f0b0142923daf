import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { ClipboardCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type RoomCount, roomCounts, totalOf } from '../core/attendance/room-counts.ts';
import { Panel } from '../design/panel.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './attendance-panel.module.css';
import { useRoster, useRosterSizes } from './use-roster.ts';

/** Classrooms that the list shows; the sums are of all. */
const roomsShown = 100;

/** Who is present, classroom by classroom: those that have not said yet come first. */
export function AttendancePanel() {
  const { t } = useTranslation();
  const lesson = useLesson();
  const counts = roomCounts(lesson, useRosterSizes());
  const { present, expected, waiting } = totalOf(counts);
  return (
    <Panel
      compact
      testId="attendance-panel"
      title={
        <>
          <ClipboardCheck aria-hidden="true" size={20} />
          {t('attendance.title')}
        </>
      }
    >
      <p className={styles.total} data-testid="attendance-total">
        <strong>{t('attendance.total', { present, expected })}</strong>
        <span>{t(waiting === 0 ? 'attendance.allTaken' : 'attendance.waiting', { count: waiting })}</span>
      </p>
      <ul className={styles.rooms}>
        {counts.slice(0, roomsShown).map((room) => (
          <Room key={room.classroom.classroomId} room={room} />
        ))}
      </ul>
      {counts.length > roomsShown && <p>{t('attendance.others', { count: counts.length - roomsShown })}</p>}
    </Panel>
  );
}

function Room({ room: { classroom, taken, expected } }: { room: RoomCount }) {
  const { t } = useTranslation();
  const absent = taken?.absent ?? [];
  const figures = taken
    ? expected === null
      ? t('attendance.count', { present: taken.present })
      : `${taken.present} / ${expected}`
    : expected === null
      ? '–'
      : `– / ${expected}`;
  const head = (
    <>
      <span className={styles.who}>
        <strong>{classroom.name}</strong>
        <span>{classroom.schoolName}</span>
      </span>
      <span className={taken ? styles.figures : styles.open}>
        {figures}
        {!taken && <small>{t('attendance.notYet')}</small>}
      </span>
    </>
  );
  return (
    <li data-testid={`attendance-${classroomSeat(classroom.classroomId)}`} data-taken={taken !== undefined}>
      {absent.length > 0 ? (
        <details className={styles.room}>
          <summary className={styles.head}>{head}</summary>
          <Absent classroomId={classroom.classroomId} absent={absent} />
        </details>
      ) : (
        <div className={`${styles.room} ${styles.head}`}>{head}</div>
      )}
    </li>
  );
}

/** Who is missing, by name; names are fetched when somebody looks. */
function Absent({
  classroomId,
  absent,
}: {
  classroomId: string;
  absent: readonly { pupilId: string; reason: 'ill' | 'leave' | 'other' }[];
}) {
  const { t } = useTranslation();
  const { roster } = useRoster(classroomId);
  const names = new Map(
    roster.state === 'ready' ? roster.pupils.map(({ pupilId, name }) => [pupilId as string, name]) : [],
  );
  return (
    <ul className={styles.absent}>
      {absent.map(({ pupilId, reason }) => (
        <li key={pupilId}>
          <bdi>{names.get(pupilId) ?? (roster.state === 'loading' ? '……' : t('attendance.erased'))}</bdi>
          <span>{t(`attendance.reason.${reason}`)}</span>
        </li>
      ))}
    </ul>
  );
}
