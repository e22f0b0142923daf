import { peopleIn, type Question } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './question-tool.module.css';

/** The questions of this lesson, the newest first; one that is looked at opens with its results. */
export function AskedList(props: {
  asked: readonly Question[];
  shown: Question | undefined;
  onLook: (questionId: string | null) => void;
}) {
  const { t } = useTranslation();
  const { rooms, presses } = useLesson().question;
  const earlier = props.asked.filter(({ questionId }) => questionId !== props.shown?.questionId).reverse();
  if (earlier.length === 0) return null;
  const people = ({ questionId, kind }: Question) =>
    kind === 'buzzer'
      ? Object.keys(presses[questionId] ?? {}).length
      : Object.values(rooms[questionId] ?? {}).reduce((sum, room) => sum + peopleIn(kind, room), 0);
  return (
    <>
      <p className={styles.heading}>{t('question.earlier')}</p>
      <ol className={styles.list} data-testid="asked-questions">
        {earlier.map((question) => (
          <li key={question.questionId} className={styles.item}>
            <Button kind="quiet" onClick={() => props.onLook(question.questionId)} testId="asked-question">
              <span>{question.text || t(`question.kind.${question.kind}`)}</span>
              <small>{people(question)}</small>
            </Button>
          </li>
        ))}
      </ol>
    </>
  );
}
