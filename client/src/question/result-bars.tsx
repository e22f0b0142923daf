import { type AnswerValue, optionCount, type Question, type QuestionResults } from '@tongke/signaling/protocol/lesson';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isRight, percent, signOf } from '../core/question/options.ts';
import styles from './result-bars.module.css';

/** The results of a question as bars: one for each option, or for each number or text that was given. */
export function ResultBars(props: {
  question: Question;
  results: QuestionResults;
  /** What is right, as far as this screen may show it. */
  correct: AnswerValue | null;
  /** At most so many numbers or texts. */
  saidAtMost?: number;
  testId?: string;
}) {
  const { t } = useTranslation();
  const { question, results, correct, saidAtMost = 12 } = props;
  const rows =
    optionCount(question) > 0
      ? results.counts.map((count, option) => ({
          key: `${option}`,
          sign: signOf(question, option),
          words:
            question.kind === 'trueFalse'
              ? t(option === 0 ? 'question.true' : 'question.false')
              : (question.options[option] ?? ''),
          count,
          right: isRight(correct, option),
        }))
      : results.said.slice(0, saidAtMost).map(({ answer, count }) => ({
          key: `${answer}`,
          sign: '',
          words: `${answer}`,
          count,
          right: correct !== null && 'number' in correct && correct.number === answer,
        }));
  return (
    <ul className={styles.bars} data-testid={props.testId}>
      {rows.map(({ key, sign, words, count, right }) => (
        <li
          key={key}
          className={`${styles.row} ${right ? styles.right : ''}`}
          data-testid={`bar-${key}`}
          data-count={count}
        >
          <span className={styles.name}>
            {sign && <strong>{sign}</strong>}
            <span className={styles.words}>{words}</span>
            {right && <Check aria-label={t('question.right')} />}
          </span>
          <span className={styles.track}>
            <span className={styles.bar} style={{ width: `${percent(count, results.people)}%` }} />
          </span>
          <span className={styles.count}>
            {count}
            <small>{percent(count, results.people)}%</small>
          </span>
        </li>
      ))}
      {rows.length === 0 && <li className={styles.none}>{t('question.noAnswers')}</li>}
    </ul>
  );
}
