import { useTranslation } from 'react-i18next';
import styles from './deck-tabs.module.css';
import { useDecks } from './use-decks.ts';
import { useDeckName } from './use-page-label.ts';

/** The decks and boards side by side, once there are two: each keeps the page that it was turned to. */
export function DeckTabs() {
  const { t } = useTranslation();
  const nameOf = useDeckName();
  const { decks, shown, mayLead, show } = useDecks();
  if (decks.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label={t('slides.decks')}>
      {decks.map((deck) => (
        <button
          key={deck.deckId}
          type="button"
          className={styles.tab}
          aria-current={deck === shown ? 'true' : undefined}
          disabled={!mayLead || deck.pages.length === 0}
          onClick={() => show(deck.deckId)}
          data-testid={`deck-tab-${deck.deckId}`}
        >
          {nameOf(deck)}
        </button>
      ))}
    </nav>
  );
}
