import type { RecordingPolicy } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import styles from './recording-choice.module.css';

const mostForEverything = 20;

/** What is kept of a lesson, each choice with its sentence. */
export function RecordingChoice(props: {
  value: RecordingPolicy;
  onChange: (value: RecordingPolicy) => void;
  classrooms: number;
}) {
  const { t } = useTranslation();
  const tooMany = props.classrooms > mostForEverything;
  const value = tooMany ? 'standard' : props.value;
  return (
    <fieldset className={styles.choice}>
      <legend>{t('lessons.form.recording')}</legend>
      {(['standard', 'everything'] as const).map((policy) => (
        <label key={policy} className={styles.option}>
          <input
            type="radio"
            name="recording"
            value={policy}
            checked={value === policy}
            disabled={policy === 'everything' && tooMany}
            onChange={() => props.onChange(policy)}
            data-testid={`create-recording-${policy}`}
          />
          <span>
            <strong>{t(`lessons.form.${policy}`)}</strong>
            <small>
              {t(`lessons.form.${policy === 'everything' && tooMany ? 'everythingTooMany' : `${policy}Words`}`)}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
