import type { ReactNode } from 'react';
import { LanguageSwitch } from '../design/language-switch.tsx';
import styles from './watch-notice.module.css';

/** One big sentence, and what to do next. */
export function WatchNotice(props: { title: string; words?: string; testId: string; children?: ReactNode }) {
  return (
    <main className={styles.notice} data-testid={props.testId}>
      <div className={styles.language}>
        <LanguageSwitch />
      </div>
      <h1 className={styles.title}>{props.title}</h1>
      <div aria-live="polite">{props.words && <p className={styles.words}>{props.words}</p>}</div>
      {props.children}
    </main>
  );
}
