import { useTranslation } from 'react-i18next';
import styles from './recording-choice.module.css';

/** Whether a lesson is a trial, and whether the trial is to be kept. */
export interface Trial {
  isTrial: boolean;
  isKept: boolean;
}

/** Makes a lesson a trial, which leaves no record unless that is wanted. */
export function TrialChoice({ value, onChange }: { value: Trial; onChange: (value: Trial) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.choice}>
      <legend>{t('lessons.form.trial')}</legend>
      <label className={styles.option}>
        <input
          type="checkbox"
          checked={value.isTrial}
          onChange={(event) => onChange({ ...value, isTrial: event.currentTarget.checked })}
          data-testid="create-trial"
        />
        <span>
          <strong>{t('lessons.form.trialOnly')}</strong>
          <small>{t('lessons.form.trialWords')}</small>
        </span>
      </label>
      {value.isTrial && (
        <label className={styles.option}>
          <input
            type="checkbox"
            checked={value.isKept}
            onChange={(event) => onChange({ ...value, isKept: event.currentTarget.checked })}
            data-testid="create-trial-kept"
          />
          <span>
            <strong>{t('lessons.form.trialKept')}</strong>
            <small>{t('lessons.form.trialKeptWords')}</small>
          </span>
        </label>
      )}
    </fieldset>
  );
}
