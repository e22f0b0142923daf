import { type Deck, deckOf } from '@tongke/signaling/protocol/lesson';
import { FileUp, History, SquarePen } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { DeckRow } from './deck-row.tsx';
import { EarlierDecks } from './earlier-decks.tsx';
import { MakingList } from './making-list.tsx';
import { PageStrip } from './page-strip.tsx';
import styles from './slides-tool.module.css';
import { acceptedFiles, useAddFiles } from './use-add-files.ts';
import { useDecks } from './use-decks.ts';
import { useDeckName } from './use-page-label.ts';

/** The console's tool for decks and boards: choose files, new board, the pages of what is shown. */
export function SlidesTool() {
  const { t } = useTranslation();
  const { decks, shown, mayLead, addBoard, remove } = useDecks();
  const { slides } = useLesson();
  const nameOf = useDeckName();
  const add = useAddFiles();
  const input = useRef<HTMLInputElement>(null);
  const { kept } = useSeat();
  // Only the lesson's own teacher has earlier lessons here.
  const mayTake = mayLead && kept.participantId === 'teacher';
  const [isTaking, setTaking] = useState(false);
  const [removing, setRemoving] = useState<Deck | null>(null);
  return (
    <Panel compact title={t('slides.title')} className={styles.tool ?? ''} testId="slides-tool">
      {mayLead && (
        <div className={styles.actions}>
          <Button
            kind={decks.length === 0 ? 'primary' : 'secondary'}
            icon={<FileUp aria-hidden="true" />}
            onClick={() => input.current?.click()}
            testId="slides-choose"
          >
            {t('slides.choose')}
          </Button>
          <Button icon={<SquarePen aria-hidden="true" />} onClick={addBoard} testId="board-new">
            {t('slides.newBoard')}
          </Button>
          {mayTake && (
            <Button icon={<History aria-hidden="true" />} onClick={() => setTaking(true)} testId="earlier-open">
              {t('slides.earlier.open')}
            </Button>
          )}
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept={acceptedFiles}
            aria-label={t('slides.choose')}
            onChange={(event) => {
              add([...(event.target.files ?? [])]);
              // The same file may be chosen again.
              event.target.value = '';
            }}
            data-testid="slides-file"
          />
        </div>
      )}
      <MakingList />
      {decks.length === 0 && <p className={styles.hint}>{t(mayLead ? 'slides.emptyHint' : 'slides.empty')}</p>}
      <ul className={styles.decks}>
        {decks.map((deck) => (
          <li key={deck.deckId}>
            <DeckRow deck={deck} isShown={deck === shown} onRemove={() => setRemoving(deck)} />
          </li>
        ))}
      </ul>
      {shown && <PageStrip deck={shown} />}
      <EarlierDecks open={isTaking} onClose={() => setTaking(false)} />
      <ConfirmDialog
        open={removing !== null && deckOf(slides, removing.deckId) !== undefined}
        title={t('slides.removeTitle', { name: removing ? nameOf(removing) : '' })}
        description={t('slides.removeWords')}
        confirm={t('slides.remove')}
        onConfirm={() => {
          if (removing) remove(removing.deckId);
          setRemoving(null);
        }}
        onCancel={() => setRemoving(null)}
        testId="deck-remove-confirm"
      />
    </Panel>
  );
}
