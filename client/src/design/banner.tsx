import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';

const icons = { info: Info, good: CircleCheck, warning: TriangleAlert, danger: OctagonAlert };
export type Tone = keyof typeof icons;

/** A sentence that stays while its cause stays. `danger` and `warning` are read out at once. */
export function Banner(props: {
  tone: Tone;
  children: ReactNode;
  /** What one can do about it. */
  action?: ReactNode;
  large?: boolean;
  testId?: string;
}) {
  const Icon = icons[props.tone];
  const urgent = props.tone === 'danger' || props.tone === 'warning';
  const classes = [styles.banner, styles[props.tone], props.large ? styles.large : ''].filter(Boolean).join(' ');
  return (
    <div className={classes} role={urgent ? 'alert' : 'status'} data-testid={props.testId} data-tone={props.tone}>
      <Icon aria-hidden="true" />
      <div className={styles.words}>{props.children}</div>
      {props.action}
    </div>
  );
}
