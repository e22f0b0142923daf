import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Spinner } from '../design/spinner.tsx';
import { clockTime } from '../help/clock-time.ts';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './attendance-aide.module.css';
import { RollForm } from './roll-form.tsx';
import { useRoster } from './use-roster.ts';

/** The aide says who is there: in a moment when all are, with a tap for each who is not. */
export function AttendanceAide() {
  const { kept } = useSeat();
  const classroomId = useLesson().participants[kept.participantId]?.classroomId;
  return classroomId ? <OwnAttendance classroomId={classroomId} /> : null;
}

/** Whether the own classroom has yet to take attendance. */
export function useAttendanceDue(): number {
  const { kept } = useSeat();
  const { attendance, phase } = useLesson();
  return phase.name === 'open' && attendance.rooms[kept.participantId] === undefined ? 1 : 0;
}

function OwnAttendance({ classroomId }: { classroomId: string }) {
  const { t, i18n } = useTranslation();
  const { kept } = useSeat();
  const taken = useLesson().attendance.rooms[kept.participantId];
  const { roster, reload } = useRoster(classroomId);
  const [isCorrecting, setCorrecting] = useState(false);
  if (roster.state === 'loading') return <Spinner label={t('common.loading')} />;
  if (roster.state === 'failed') {
    return (
      <div className={styles.section}>
        <p>{t('attendance.noNames')}</p>
        <Button size="large" onClick={() => void reload()} testId="roster-retry">
          {t('common.retry')}
        </Button>
      </div>
    );
  }
  if (taken && !isCorrecting) {
    const { present, expected, changedAt } = taken;
    return (
      <div className={styles.section} data-testid="attendance-taken">
        <p className={styles.done} role="status">
          {t(expected === null ? 'attendance.doneCount' : 'attendance.done', { present, expected })}
        </p>
        <p>{t('attendance.takenAt', { at: clockTime(changedAt, i18n.language) })}</p>
        <Button size="large" onClick={() => setCorrecting(true)} testId="attendance-correct">
          {t('attendance.correct')}
        </Button>
      </div>
    );
  }
  return <RollForm pupils={roster.pupils} taken={taken} reload={reload} onTaken={() => setCorrecting(false)} />;
}
