import type { QuestionSummary } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { signOf } from '../core/question/options.ts';
import styles from '../design/sheet.module.css';

/** One line for each question that the teacher put to the class. */
export function QuestionTable({ questions }: { questions: readonly QuestionSummary[] }) {
  const { t } = useTranslation();
  if (questions.length === 0) return <p className={styles.notes}>{t('summary.noQuestions')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by keyboard
    <section className={styles.part} aria-label={t('summary.questions')} tabIndex={0}>
      <table data-testid="summary-questions">
        <caption>{t('summary.questions')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('summary.column.question')}</th>
            <th scope="col">{t('summary.column.kind')}</th>
            <th scope="col">{t('summary.column.answeredRooms')}</th>
            <th scope="col">{t('summary.column.answers')}</th>
            <th scope="col">{t('summary.column.chosen')}</th>
            <th scope="col">{t('summary.column.right')}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map(({ questionId, kind, text, classrooms, answers, chosen, answersRight }, index) => (
            <tr key={questionId}>
              <th scope="row">
                {index + 1}. <bdi>{text || t('summary.aloud')}</bdi>
              </th>
              <td>{t(`summary.kind.${kind}`)}</td>
              <td>{kind === 'buzzer' ? '' : classrooms}</td>
              <td>{kind === 'buzzer' ? '' : answers}</td>
              <td>
                {answers > 0 && chosen.map((count, option) => `${signOf({ kind }, option)} ${count}`).join(' · ')}
              </td>
              <td>{answersRight === null ? '' : `${answersRight} / ${answers}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
