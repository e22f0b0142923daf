import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { Caption } from '../chat/caption.tsx';
import styles from '../chat/lesson-notices.module.css';
import { AtWorkBanner } from '../group/at-work-banner.tsx';
import { PraiseCard } from '../praise/praise-card.tsx';
import { TimerFace } from '../timer/timer-face.tsx';

/** What stood over the picture in the rooms at this moment: the timer, what was celebrated, what was said to all. */
export function ReplayNotices({ lesson, now }: { lesson: LessonState; now: number }) {
  return (
    <div className={styles.notices} data-testid="replay-notices">
      <AtWorkBanner lesson={lesson} testId="replay-groups" />
      {lesson.timer.timer && (
        <div className={styles.timer}>
          <TimerFace timer={lesson.timer.timer} now={now} />
        </div>
      )}
      <PraiseCard praise={lesson.praise} now={now} />
      <Caption lesson={lesson} now={now} />
    </div>
  );
}
