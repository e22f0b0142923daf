import { classroomSeat, limits } from '@tongke/signaling/protocol/lesson';
import { ChevronLeft, ChevronRight, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { movingPictures } from './moving-pictures.ts';
import styles from './wall.module.css';
import { countHere, findClassrooms, pageOf } from './wall-page.ts';
import { WallTile } from './wall-tile.tsx';

const pageSize = 24;
const turnEveryMs = 5_000;

/**
 * Every invited classroom: paged, searchable, at most sixteen pictures moving at a time. `low`: where something else needs the height,
 * one row of lying tiles, which scrolls a whole row at a time.
 */
export function Wall({ className, low = false }: { className?: string | undefined; low?: boolean }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const [words, setWords] = useState('');
  const [wanted, setPage] = useState(0);
  const turn = useTurn();
  const found = findClassrooms(lesson, words);
  const { items, page, pages } = pageOf(found, wanted, pageSize);
  const hands = new Set<string>(lesson.hands.map((hand) => hand.participantId));
  const shown = items.map(({ classroomId }) => classroomSeat(classroomId));
  const staged = new Set<string>(lesson.stage.map((entry) => entry.participantId));
  const moving = movingPictures(
    shown.filter((id) => !staged.has(id)),
    hands,
    turn,
    limits.wallPictures,
  );
  const all = Object.keys(lesson.classrooms).length;
  return (
    <Panel
      compact
      testId="wall"
      {...(className && { className })}
      title={
        <>
          {t('wall.title')}
          <span className={styles.counts} data-testid="wall-counts">
            {t('wall.counts', { here: countHere(lesson), all })}
          </span>
        </>
      }
      actions={
        <div className={styles.tools}>
          <label className={styles.search}>
            <Search aria-hidden="true" size={18} />
            <input
              type="search"
              value={words}
              placeholder={t('wall.search')}
              aria-label={t('wall.search')}
              onChange={(event) => {
                setWords(event.target.value);
                setPage(0);
              }}
              data-testid="wall-search"
            />
          </label>
          {pages > 1 && <Pages page={page} pages={pages} onPage={setPage} />}
        </div>
      }
    >
      <ul className={`${styles.tiles} ${low ? styles.low : ''}`}>
        {items.map((classroom) => (
          <WallTile
            key={classroom.classroomId}
            classroom={classroom}
            isMoving={moving.has(classroomSeat(classroom.classroomId))}
          />
        ))}
      </ul>
      {items.length === 0 && <p className={styles.none}>{t(all === 0 ? 'wall.empty' : 'wall.none')}</p>}
    </Panel>
  );
}

function Pages({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.pages}>
      <Button
        icon={<ChevronLeft aria-hidden="true" />}
        aria-label={t('wall.previous')}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
        testId="wall-previous"
      />
      <span aria-live="polite" data-testid="wall-page">
        {t('wall.page', { page: page + 1, pages })}
      </span>
      <Button
        icon={<ChevronRight aria-hidden="true" />}
        aria-label={t('wall.next')}
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
        testId="wall-next"
      />
    </div>
  );
}

/** Counts up slowly, for pictures that take turns. */
function useTurn(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((past) => past + 1), turnEveryMs);
    return () => clearInterval(timer);
  }, []);
  return turn;
}
