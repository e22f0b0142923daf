import type { Deck } from '@tongke/signaling/protocol/lesson';
import { FileImage, SquarePen, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './deck-row.module.css';
import { useDecks } from './use-decks.ts';
import { useDeckName } from './use-page-label.ts';

/** One deck or board in the list: shows it, hides it, removes it. */
export function DeckRow({ deck, isShown, onRemove }: { deck: Deck; isShown: boolean; onRemove: () => void }) {
  const { t } = useTranslation();
  const nameOf = useDeckName();
  const { mayLead, show, hide } = useDecks();
  const Icon = deck.kind === 'board' ? SquarePen : FileImage;
  const isWhole = deck.pages.length >= deck.pageCount;
  return (
    <div className={`${styles.row} ${isShown ? styles.shown : ''}`} data-testid={`deck-${deck.deckId}`}>
      <Icon aria-hidden="true" size={20} />
      <span className={styles.words}>
        <strong className={styles.name} title={nameOf(deck)}>
          {nameOf(deck)}
        </strong>
        <small>
          {isWhole
            ? t('slides.pages', { count: deck.pageCount })
            : t('slides.coming', { done: deck.pages.length, pages: deck.pageCount })}
        </small>
      </span>
      {mayLead && (
        <>
          <Button
            kind={isShown ? 'stage' : 'secondary'}
            aria-pressed={isShown}
            disabled={deck.pages.length === 0}
            onClick={() => (isShown ? hide() : show(deck.deckId))}
            testId={`deck-show-${deck.deckId}`}
          >
            {t(isShown ? 'slides.isShown' : 'slides.show')}
          </Button>
          <Button
            kind="quiet"
            icon={<Trash2 aria-hidden="true" />}
            aria-label={t('slides.removeNamed', { name: nameOf(deck) })}
            onClick={onRemove}
            testId={`deck-remove-${deck.deckId}`}
          />
        </>
      )}
    </div>
  );
}
