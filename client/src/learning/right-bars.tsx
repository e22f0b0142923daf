import type { PupilLesson } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { percent } from '../core/question/options.ts';
import styles from './pupil-view.module.css';
import { useDay } from './use-day.ts';

/** Lessons that the picture has room for: the latest. */
const mostBars = 40;

/** The share of right answers, lesson by lesson. The table below says the same to those who do not see it. */
export function RightBars({ lessons }: { lessons: readonly PupilLesson[] }) {
  const { t } = useTranslation();
  const day = useDay();
  const bars = lessons
    .map(({ lessonId, title, openedAt, answers }) => {
      const judged = answers.filter(({ right }) => right !== null);
      const share = percent(judged.filter(({ right }) => right === true).length, judged.length);
      return { lessonId, judged: judged.length, share, label: `${day(openedAt)} ${title}` };
    })
    .filter(({ judged }) => judged > 0)
    .slice(0, mostBars)
    .reverse();
  if (bars.length < 2) return null;
  return (
    <figure className={styles.chart}>
      <figcaption>{t('learning.chart')}</figcaption>
      <div className={styles.bars} aria-hidden="true" data-testid="learning-bars">
        {bars.map(({ lessonId, share, label }) => (
          <div key={lessonId} className={styles.bar} title={`${label}: ${share} %`}>
            <span style={{ blockSize: `calc(${share}% * 0.8)` }} />
            <small>{share}</small>
          </div>
        ))}
      </div>
    </figure>
  );
}
