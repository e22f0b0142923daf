import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** Attributes that tie a control to its label, hint and error: spread them over the input. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** A label above one input, select or textarea, which `children` renders with the given attributes. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  /** A sentence that says what is wrong; empty when nothing is. */
  error?: ReactNode;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const notes = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={[styles.field, props.className ?? ''].filter(Boolean).join(' ')}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      {props.children({
        id,
        'aria-describedby': notes || undefined,
        'aria-invalid': props.error ? true : undefined,
      })}
      {props.hint && (
        <span id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </span>
      )}
      {props.error && (
        <span id={`${id}-error`} className={styles.error} role="alert">
          {props.error}
        </span>
      )}
    </div>
  );
}
