import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

/** What a button means: `primary` once per view; `stage` for calling on stage; `danger` for what cannot be undone. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'dangerOutline' | 'stage';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  /** `huge` is read from the last row. Default `medium`. */
  size?: 'medium' | 'large' | 'huge';
  /** A lucide icon, before the words. */
  icon?: ReactNode;
  /** Fills its line. */
  wide?: boolean;
  /** A sentence for whoever lingers, with the key if there is one. */
  tip?: string;
  tipSide?: 'above' | 'below';
  /** The key that does the same, e.g. `M`. Said to screen readers; put it in `tip` as well. */
  shortcut?: string;
  /** Name for outside drivers, kept stable: see TESTIDS.md. */
  testId?: string;
}

/** The one button of every page. `type` is `button` unless said otherwise. */
export function Button(props: ButtonProps) {
  const { kind = 'secondary', size = 'medium', icon, wide, tip, tipSide, shortcut, testId, className, ...rest } = props;
  const classes = [
    styles.button,
    styles[kind],
    size === 'medium' ? '' : styles[size],
    wide ? styles.wide : '',
    className ?? '',
  ];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      data-tip={tip}
      data-tip-side={tipSide}
      aria-keyshortcuts={shortcut}
      data-testid={testId}
    >
      {icon}
      {rest.children}
    </button>
  );
}
