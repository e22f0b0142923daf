import { shownPage } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { InkLayer } from '../ink/ink-layer.tsx';
import { InkToolbar } from '../ink/ink-toolbar.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { aspectOf, PageSurface } from './page-surface.tsx';
import styles from './slides-place.module.css';
import { usePageLabel } from './use-page-label.ts';

/** The page that all screens show: fills its parent. `isOnlySeen`: it is drawn on elsewhere. */
export function SlidesPlace({ isOnlySeen = false }: { isOnlySeen?: boolean }) {
  const { t } = useTranslation();
  const { slides } = useLesson();
  const label = usePageLabel();
  const shown = shownPage(slides);
  if (!shown) return null;
  const { deck, page, picture } = shown;
  const at = { deckId: deck.deckId, page };
  return (
    <figure className={styles.place} data-testid="slides" data-deck={deck.deckId} data-page={page}>
      <PageSurface picture={picture} label={label(deck, page)} testId="slides-page">
        <InkLayer page={at} aspect={aspectOf(picture)} isOnlySeen={isOnlySeen} />
      </PageSurface>
      <figcaption className={styles.number} aria-hidden="true">
        {t('slides.number', { page: page + 1, pages: deck.pageCount })}
      </figcaption>
      {!isOnlySeen && (
        <div className={styles.tools}>
          <InkToolbar page={at} />
        </div>
      )}
    </figure>
  );
}
