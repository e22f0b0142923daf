import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../design/language-switch.tsx';
import styles from './watch-head.module.css';

/** Which lesson this is. */
export function WatchHead(props: { title: string; subject: string; teacherName: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const facts = [props.subject, props.teacherName ? t('watch.teacher', { name: props.teacherName }) : ''];
  return (
    <header className={styles.head}>
      <h1 className={styles.title} data-testid="watch-title">
        {props.title}
      </h1>
      <p className={styles.facts}>{facts.filter(Boolean).join(' · ')}</p>
      {props.children}
      <span className={styles.spring} />
      <LanguageSwitch />
    </header>
  );
}
