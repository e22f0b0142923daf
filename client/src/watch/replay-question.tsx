import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { ShownQuestion } from '../question/shown-question.tsx';
import styles from './replay-question.module.css';

/** The question of the moment and its shown result, over the main picture as in the classrooms. */
export function ReplayQuestion({ lesson }: { lesson: LessonState }) {
  return (
    <div className={styles.box} data-testid="replay-question">
      <ShownQuestion lesson={lesson} />
    </div>
  );
}
