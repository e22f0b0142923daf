import { LessonError, limits } from '@tongke/signaling/protocol/lesson';
import { SendHorizontal } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import styles from './message-form.module.css';

/** One line to write and a button to send; what was refused stays to be sent again. */
export function MessageForm(props: {
  label: string;
  sendLabel: string;
  /** UTF-16 units. */
  most?: number;
  /** Sends what was written. Throws LessonError. */
  send: (text: string) => Promise<void>;
  /** A sentence for a refusal that has one of its own here. */
  refusal?: (error: LessonError) => string | undefined;
  disabled?: boolean;
  large?: boolean;
  testId: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const toast = useToast();
  const id = useId();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const most = props.most ?? limits.messageLength;
  const isEmpty = text.trim() === '';
  const submit = async () => {
    if (isEmpty || isBusy) return;
    setBusy(true);
    try {
      await props.send(text);
      setText('');
    } catch (error) {
      const refused = error instanceof LessonError ? error : new LessonError('internal', 'internal');
      toast('warning', props.refusal?.(refused) ?? t(`error.${refused.code}`));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={`${styles.form} ${props.large ? styles.large : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {props.children}
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <div className={styles.line}>
        <input
          id={id}
          className={styles.input}
          value={text}
          maxLength={most}
          autoComplete="off"
          disabled={props.disabled}
          onChange={(event) => setText(event.target.value)}
          data-testid={`${props.testId}-text`}
        />
        <Button
          type="submit"
          kind="primary"
          size={props.large ? 'large' : 'medium'}
          icon={<SendHorizontal aria-hidden="true" />}
          disabled={isEmpty || isBusy || props.disabled}
          testId={`${props.testId}-send`}
        >
          {props.sendLabel}
        </Button>
      </div>
    </form>
  );
}
