import type { PupilAnswerRecord, PupilLesson } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { answerWords } from '../core/question/options.ts';
import { momentLink } from '../watch/linked-moment.ts';
import styles from './pupil-view.module.css';

/** A pupil's answers in one lesson, each with its moment in the recording. */
export function AnswerList({ lesson }: { lesson: PupilLesson }) {
  const { t } = useTranslation();
  const { answers, archivePath, openedAt } = lesson;
  return (
    <ul className={styles.answers}>
      {answers.map((answer) => {
        const { question } = answer.asked;
        return (
          <li key={question.questionId}>
            <bdi>{question.text || t('learning.aloud')}</bdi>
            <span>
              {t('learning.column.answer')} <strong>{answerWords(question, answer.answer)}</strong>
            </span>
            <Judgement answer={answer} />
            {archivePath !== null && (
              <a
                href={momentLink(
                  new URL('/watch', location.href).href,
                  new URL(archivePath, location.href).href,
                  answer.at - openedAt,
                )}
                target="_blank"
                rel="noreferrer"
                data-testid="learning-moment"
              >
                {t('learning.see')}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Judgement({ answer: { right, asked } }: { answer: PupilAnswerRecord }) {
  const { t } = useTranslation();
  if (right === null) return <span>{t('learning.unjudged')}</span>;
  if (right) return <span className={styles.right}>✓ {t('learning.isRight')}</span>;
  const key = asked.key ? answerWords(asked.question, asked.key) : '';
  return <span className={styles.wrong}>✗ {t('learning.isWrong', { key })}</span>;
}
