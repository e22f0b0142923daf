import { limits, type QuestionResults } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import styles from './question-tool.module.css';

/** Which of the open answers all may read: nothing is shown but what the teacher has picked. */
export function SaidPicker(props: { results: QuestionResults; picked: string[]; onPick: (picked: string[]) => void }) {
  const { t } = useTranslation();
  const { results, picked, onPick } = props;
  if (results.said.length === 0) return null;
  const toggle = (text: string, on: boolean) => {
    const others = picked.filter((each) => each !== text);
    onPick(on ? [...others, text].slice(-limits.saidShown) : others);
  };
  return (
    <fieldset className={styles.list} data-testid="said-picker">
      <legend className={styles.heading}>{t('question.pick')}</legend>
      {results.said.map(({ answer }) => (
        <label key={answer} className={styles.right}>
          <input
            type="checkbox"
            checked={picked.includes(`${answer}`)}
            onChange={(event) => toggle(`${answer}`, event.target.checked)}
          />
          {answer}
        </label>
      ))}
    </fieldset>
  );
}
