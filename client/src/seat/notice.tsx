import type { ReactNode } from 'react';
import { LanguageSwitch } from '../design/language-switch.tsx';
import styles from './notice.module.css';

/** A whole screen that says one thing. `code` is for outside drivers. */
export function Notice(props: { title: ReactNode; testId: string; code?: string; children?: ReactNode }) {
  return (
    <main className={styles.notice} data-testid={props.testId} data-code={props.code}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <h1 className={styles.title}>{props.title}</h1>
      <div className={styles.body} role="status">
        {props.children}
      </div>
    </main>
  );
}
