import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { lazy, Suspense } from 'react';
import styles from './replay-question.module.css';

// Fetched while the first pictures are: most lessons begin without a question.
const ShownQuestion = lazy(async () => ({ default: (await import('../question/shown-question.tsx')).ShownQuestion }));

/** The question of the moment and its shown result, over the main picture as in the classrooms. */
export function ReplayQuestion({ lesson }: { lesson: LessonState }) {
  return (
    <div className={styles.box} data-testid="replay-question">
      <Suspense>
        <ShownQuestion lesson={lesson} />
      </Suspense>
    </div>
  );
}
