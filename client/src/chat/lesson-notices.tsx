import { useTranslation } from 'react-i18next';
import { PraiseCard } from '../praise/praise-card.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { LessonTimer } from '../timer/lesson-timer.tsx';
import { useTick } from '../timer/use-tick.ts';
import { Caption } from './caption.tsx';
import styles from './lesson-notices.module.css';

const tickMs = 500;

/** What stands over a room's picture for a moment: the timer, what is celebrated, what was said to all. */
export function LessonNotices({ sound }: { sound?: boolean }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { kept } = useSeat();
  const now = useTick(tickMs);
  return (
    <section className={styles.notices} aria-label={t('chat.title')}>
      <div className={styles.timer}>
        <LessonTimer end={sound ? 'heard' : 'said'} />
      </div>
      <PraiseCard praise={lesson.praise} now={now} own={lesson.participants[kept.participantId]?.classroomId ?? null} />
      <Caption lesson={lesson} now={now} />
    </section>
  );
}
