import type { LessonState } from '@tongke/signaling/protocol/lesson';
import styles from './question-card.module.css';
import { QuestionCard } from './question-card.tsx';

/**
 * The question that all screens show, over the lower edge of the main picture, for those who only look on: live and in the
 * replay. Nothing while there is none.
 */
export function ShownQuestion({ lesson }: { lesson: LessonState }) {
  const { asked, onScreen } = lesson.question;
  const question = asked.find(({ questionId }) => questionId === onScreen);
  if (!question) return null;
  return (
    <div className={`${styles.place} ${styles.watched}`}>
      <QuestionCard question={question} />
    </div>
  );
}
