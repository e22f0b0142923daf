import { type AnswerValue, limits, optionCount, type Question } from '@tongke/signaling/protocol/lesson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRight, signOf, typedNumber } from '../core/question/options.ts';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import styles from './question-tool.module.css';

/** Says what is right, before all are shown it: for a question that was asked without. */
export function RightChoice(props: {
  question: Question;
  value: AnswerValue | null;
  onChange: (value: AnswerValue | null) => void;
}) {
  const { t } = useTranslation();
  const { question, value, onChange } = props;
  const [typed, setTyped] = useState('');
  const options = optionCount(question);
  if (options > 0) {
    const choices = value && 'choices' in value ? value.choices : [];
    const toggle = (option: number) => {
      const others = question.kind === 'multiple' ? choices.filter((each) => each !== option) : [];
      const next = choices.includes(option) ? others : [...others, option].sort((one, other) => one - other);
      onChange(next.length > 0 ? { choices: next } : null);
    };
    return (
      <fieldset className={styles.chips} aria-label={t('question.setRight')}>
        <span className={styles.soft}>{t('question.setRight')}</span>
        {Array.from({ length: options }, (_, option) => signOf(question, option)).map((sign, option) => (
          <Button
            key={sign}
            kind={isRight(value, option) ? 'primary' : 'secondary'}
            aria-pressed={isRight(value, option)}
            onClick={() => toggle(option)}
            testId={`right-${option}`}
          >
            {sign}
          </Button>
        ))}
      </fieldset>
    );
  }
  const parse = (text: string): AnswerValue | null => {
    if (question.kind === 'open') return text.trim() ? { text: text.trim() } : null;
    const number = typedNumber(text);
    return number === null ? null : { number };
  };
  return (
    <Field label={t('question.setRight')}>
      {(control) => (
        <input
          {...control}
          inputMode={question.kind === 'number' ? 'decimal' : 'text'}
          maxLength={question.kind === 'number' ? 16 : limits.answerLength}
          value={typed}
          placeholder={value && 'number' in value ? `${value.number}` : ''}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(parse(event.target.value));
          }}
          data-testid="right-typed"
        />
      )}
    </Field>
  );
}
