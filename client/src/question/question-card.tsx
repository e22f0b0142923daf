import { type AnswerValue, optionCount, type Question } from '@tongke/signaling/protocol/lesson';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRight, signOf } from '../core/question/options.ts';
import styles from './question-card.module.css';
import { ResultBars } from './result-bars.tsx';

/** Numbers or texts that fit on the screen beside what is taught. */
const saidOnScreen = 8;

/** A question as pupils read it from the last row: what is asked, then the results, then what is right. */
export function QuestionCard(props: {
  question: Question /** Beside the title. */;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { question } = props;
  const { kind, text, closedAt, results, correct } = question;
  const state = correct ? 'revealed' : results ? 'results' : closedAt === null ? 'open' : 'closed';
  return (
    <section
      className={styles.card}
      aria-label={t('question.title')}
      data-testid="question-card"
      data-kind={kind}
      data-state={state}
    >
      <div className={styles.head}>
        <h2 className={styles.text}>{text || t(`question.kind.${kind}`)}</h2>
        {props.aside}
        <span className={closedAt === null ? styles.open : styles.closed}>
          {t(closedAt === null ? 'question.answerNow' : 'question.closedNow')}
        </span>
      </div>
      {results ? (
        <ResultBars
          question={question}
          results={results}
          correct={correct}
          saidAtMost={saidOnScreen}
          testId="question-results"
        />
      ) : (
        <Options question={question} />
      )}
      {correct && <Right correct={correct} />}
      {props.children}
    </section>
  );
}

function Options({ question }: { question: Question }) {
  const { t } = useTranslation();
  const count = optionCount(question);
  if (count === 0) return null;
  const isWordy = question.options.some((option) => option !== '');
  return (
    <ol className={`${styles.options} ${isWordy ? styles.wordy : ''}`}>
      {Array.from({ length: count }, (_, option) => ({ sign: signOf(question, option), option })).map(
        ({ sign, option }) => (
          <li
            key={sign}
            className={isRight(question.correct, option) ? styles.right : ''}
            data-testid={`option-${option}`}
          >
            <strong>{sign}</strong>
            <span>
              {question.kind === 'trueFalse'
                ? t(option === 0 ? 'question.true' : 'question.false')
                : question.options[option]}
            </span>
            {isRight(question.correct, option) && <Check aria-label={t('question.right')} />}
          </li>
        ),
      )}
    </ol>
  );
}

/** What is right in words, where no option says it. */
function Right({ correct }: { correct: AnswerValue }) {
  const { t } = useTranslation();
  if ('choices' in correct) return null;
  return (
    <p className={styles.rightWords} data-testid="right-answer">
      {t('question.rightIs')} <strong>{'number' in correct ? correct.number : correct.text}</strong>
    </p>
  );
}
