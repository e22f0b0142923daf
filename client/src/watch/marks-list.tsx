import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from './format-time.ts';
import styles from './marks-list.module.css';
import { findWords } from './replay/find-words.ts';
import type { Mark } from './replay/marks.ts';
import { useMarkLine } from './use-mark-line.ts';

/** What happened when: each line leads there. A word finds it in chat, questions and on slides. */
export function MarksList(props: { marks: readonly Mark[]; positionMs: number; onSeek: (positionMs: number) => void }) {
  const { t } = useTranslation();
  const lineOf = useMarkLine();
  const [asked, setAsked] = useState('');
  const sought = useDeferredValue(asked);
  const found = useMemo(() => findWords(props.marks, sought, lineOf), [props.marks, sought, lineOf]);
  const current = props.marks.findLast(({ atMs }) => atMs <= props.positionMs + 50)?.key;
  return (
    <nav className={styles.marks} aria-label={t('watch.marks')} data-testid="replay-marks">
      <input
        className={styles.search}
        type="search"
        value={asked}
        maxLength={100}
        placeholder={t('watch.search')}
        aria-label={t('watch.search')}
        onChange={(event) => setAsked(event.currentTarget.value)}
        data-testid="replay-search"
      />
      <p className={styles.count} aria-live="polite" data-testid="replay-found">
        {sought.trim() !== '' && t('watch.found', { count: found.length })}
      </p>
      <ol>
        {found.map(({ mark, around }) => (
          <li key={mark.key}>
            <button
              type="button"
              className={styles.mark}
              aria-current={mark.key === current ? 'true' : undefined}
              onClick={() => props.onSeek(mark.atMs)}
              data-testid="replay-mark"
              data-kind={mark.kind}
            >
              <span className={styles.time}>{formatTime(mark.atMs)}</span>
              <span className={styles.words}>
                <bdi>{lineOf(mark)}</bdi>
                {around !== null && <bdi className={styles.around}>{around}</bdi>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
