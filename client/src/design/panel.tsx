import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

/** A titled area of a page. */
export function Panel(props: {
  title?: ReactNode;
  /** Controls at the right of the title. */
  actions?: ReactNode;
  compact?: boolean;
  className?: string;
  testId?: string;
  children: ReactNode;
}) {
  const id = useId();
  const classes = [styles.panel, props.compact ? styles.compact : '', props.className ?? ''].filter(Boolean).join(' ');
  const titled = props.title !== undefined;
  return (
    <section className={classes} data-testid={props.testId} aria-labelledby={titled ? id : undefined}>
      {(titled || props.actions) && (
        <div className={styles.head}>
          {titled && (
            <h2 id={id} className={styles.title}>
              {props.title}
            </h2>
          )}
          {props.actions}
        </div>
      )}
      {props.children}
    </section>
  );
}
