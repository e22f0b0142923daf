import { CalendarPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonRecord } from '../api/lesson-record.ts';
import { Button } from '../design/button.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { useDesk } from './desk.ts';
import { groupLessons } from './group-lessons.ts';
import { LessonCard } from './lesson-card.tsx';
import styles from './lesson-list.module.css';
import { LinksDialog } from './links-dialog.tsx';

const shownAtOnce = 20;

/** What runs, what comes and what is over. */
export function LessonList() {
  const { t } = useTranslation();
  const { lessons } = useDesk();
  const [creating, setCreating] = useState(false);
  const [linksOf, setLinksOf] = useState<LessonRecord | null>(null);
  const [shown, setShown] = useState(shownAtOnce);
  const { now, next, ended } = useMemo(() => groupLessons(lessons), [lessons]);
  const cards = (some: readonly LessonRecord[]) => (
    <ul className={styles.cards}>
      {some.map((lesson) => (
        <li key={lesson.lessonId}>
          <LessonCard lesson={lesson} onLinks={() => setLinksOf(lesson)} />
        </li>
      ))}
    </ul>
  );
  const create = (
    <Button
      kind="primary"
      size="large"
      icon={<CalendarPlus aria-hidden="true" />}
      onClick={() => setCreating(true)}
      testId="lesson-create"
    >
      {t('lessons.create')}
    </Button>
  );
  return (
    <div className={styles.list}>
      {lessons.length === 0 ? (
        <div className={styles.empty} data-testid="lessons-empty">
          <h2>{t('lessons.none')}</h2>
          <p>{t('lessons.noneWords')}</p>
          {create}
        </div>
      ) : (
        <>
          <section aria-labelledby="lessons-now">
            <div className={styles.head}>
              <h2 id="lessons-now">{t('lessons.now')}</h2>
              {create}
            </div>
            {now.length > 0 ? cards(now) : <p className={styles.none}>{t('lessons.noneNow')}</p>}
          </section>
          <section aria-labelledby="lessons-next">
            <h2 id="lessons-next">{t('lessons.next')}</h2>
            {next.length > 0 ? cards(next) : <p className={styles.none}>{t('lessons.noneNext')}</p>}
          </section>
          {ended.length > 0 && (
            <section aria-labelledby="lessons-ended">
              <h2 id="lessons-ended">{t('lessons.ended')}</h2>
              {cards(ended.slice(0, shown))}
              {ended.length > shown && (
                <Button wide onClick={() => setShown(shown + shownAtOnce)} testId="lessons-more">
                  {t('lessons.more', { count: ended.length - shown })}
                </Button>
              )}
            </section>
          )}
        </>
      )}
      <CreateDialog open={creating} onClose={() => setCreating(false)} />
      <LinksDialog lesson={linksOf} onClose={() => setLinksOf(null)} />
    </div>
  );
}
