import type { ReactNode } from 'react';
import { LanguageSwitch } from '../design/language-switch.tsx';
import styles from './pair-frame.module.css';

/** The screen of a classroom's PC: one big title, and below it what matters now. */
export function PairFrame(props: { title: string; subtitle?: string; testId: string; children: ReactNode }) {
  return (
    <main className={styles.frame} data-testid={props.testId}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <div>
        <h1 className={styles.title}>{props.title}</h1>
        {props.subtitle && <p className={styles.subtitle}>{props.subtitle}</p>}
      </div>
      {props.children}
    </main>
  );
}
