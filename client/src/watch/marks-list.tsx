import { useTranslation } from 'react-i18next';
import { formatTime } from './format-time.ts';
import styles from './marks-list.module.css';
import type { Mark } from './replay/marks.ts';

/** What happened when: each line leads there. */
export function MarksList(props: { marks: readonly Mark[]; positionMs: number; onSeek: (positionMs: number) => void }) {
  const { t } = useTranslation();
  const current = props.marks.findLast(({ atMs }) => atMs <= props.positionMs + 50)?.key;
  return (
    <nav className={styles.marks} aria-label={t('watch.marks')} data-testid="replay-marks">
      <ol>
        {props.marks.map(({ key, atMs, kind, name, schoolName, text }) => (
          <li key={key}>
            <button
              type="button"
              className={styles.mark}
              aria-current={key === current ? 'true' : undefined}
              onClick={() => props.onSeek(atMs)}
              data-testid="replay-mark"
              data-kind={kind}
            >
              <span className={styles.time}>{formatTime(atMs)}</span>
              <bdi className={styles.words}>{t(`watch.mark.${kind}`, { name, schoolName, text })}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
