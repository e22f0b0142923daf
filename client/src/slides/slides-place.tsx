import { shownPage } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import { PageSurface } from './page-surface.tsx';
import styles from './slides-place.module.css';
import { usePageLabel } from './use-page-label.ts';

/** The page that all screens show: fills its parent. */
export function SlidesPlace() {
  const { t } = useTranslation();
  const { slides } = useLesson();
  const label = usePageLabel();
  const shown = shownPage(slides);
  if (!shown) return null;
  const { deck, page, picture } = shown;
  return (
    <figure className={styles.place} data-testid="slides" data-deck={deck.deckId} data-page={page}>
      <PageSurface picture={picture} label={label(deck, page)} testId="slides-page" />
      <figcaption className={styles.number} aria-hidden="true">
        {t('slides.number', { page: page + 1, pages: deck.pageCount })}
      </figcaption>
    </figure>
  );
}
