import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { fetchOrder } from '../core/materials/fetch-ahead.ts';
import { MaterialShelf } from '../core/materials/material-shelf.ts';
import { networkDoor } from '../core/materials/network-door.ts';
import { aspectOf, PageSurface } from '../slides/page-surface.tsx';
import { ShelfContext } from '../slides/shelf-context.tsx';
import { usePageLabel } from '../slides/use-page-label.ts';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';
import type { ScenePage } from './replay/scene.ts';
import styles from './replay-slides.module.css';

/** Fetched when a page is shown: many lessons have none. */
const ReplayInk = lazy(async () => ({ default: (await import('../ink/replay-ink.tsx')).ReplayInk }));

/** The page of a moment, large, from the archive's own files; the deck's other pages are fetched ahead. */
export function ReplayPage(props: { page: ScenePage; baseUrl: string; player: ReplayPlayer; view: ReplayView }) {
  const { baseUrl, player, view } = props;
  const { deck, page, picture } = props.page;
  const label = usePageLabel();
  const [shelf, setShelf] = useState<MaterialShelf | null>(null);
  useEffect(() => {
    const made = new MaterialShelf(networkDoor((id) => `${baseUrl}materials/${id}`));
    setShelf(made);
    return () => made.close();
  }, [baseUrl]);
  const position = useCallback(() => player.positionMs, [player]);
  useEffect(() => shelf?.ahead(fetchOrder({ decks: [{ ...deck, page }], shown: deck.deckId })), [shelf, deck, page]);
  return (
    <div className={styles.page} data-testid="replay-slides" data-deck={deck.deckId} data-page={page}>
      <ShelfContext value={shelf}>
        <PageSurface picture={picture} label={label(deck, page)} testId="replay-page">
          <Suspense fallback={null}>
            <ReplayInk
              page={{ deckId: deck.deckId, page }}
              aspect={aspectOf(picture)}
              lesson={view.lesson}
              strokes={player.strokes}
              position={position}
            />
          </Suspense>
        </PageSurface>
      </ShelfContext>
    </div>
  );
}
