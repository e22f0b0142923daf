import type { Deck, PagePicture } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef } from 'react';
import styles from './page-strip.module.css';
import { aspectOf } from './page-surface.tsx';
import { useMaterial } from './shelf-context.tsx';
import { useDecks } from './use-decks.ts';
import { usePageLabel } from './use-page-label.ts';

/** All pages of a deck, small; the present one is marked and in sight. */
export function PageStrip({ deck }: { deck: Deck }) {
  const label = usePageLabel();
  const { mayLead, turnTo } = useDecks();
  const present = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another button.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no undo.
    void present.current?.scrollIntoView({ block: 'nearest' });
  }, [deck.page, deck.deckId]);
  return (
    <ol className={styles.strip} data-testid="page-strip">
      {deck.pages.map((picture, page) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages are never moved.
        <li key={page}>
          <button
            ref={page === deck.page ? present : undefined}
            type="button"
            className={styles.page}
            aria-current={page === deck.page ? 'page' : undefined}
            aria-label={label(deck, page)}
            disabled={!mayLead}
            onClick={() => turnTo(page)}
            data-testid={`page-${page}`}
          >
            <Thumbnail picture={picture} />
            <span aria-hidden="true">{page + 1}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Thumbnail({ picture }: { picture: PagePicture | null }) {
  const url = useMaterial(picture?.previewId ?? null, false);
  return (
    <span className={styles.picture} style={{ aspectRatio: aspectOf(picture) }}>
      {url && <img src={url} alt="" draggable={false} />}
    </span>
  );
}
