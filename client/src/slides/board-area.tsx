import { type Deck, shownPage } from '@tongke/signaling/protocol/lesson';
import { ChevronLeft, ChevronRight, EyeOff, FilePlus2, MonitorUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { InkLayer } from '../ink/ink-layer.tsx';
import { InkToolbar } from '../ink/ink-toolbar.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './board-area.module.css';
import { DeckTabs } from './deck-tabs.tsx';
import { aspectOf, PageSurface } from './page-surface.tsx';
import { toggleSecondDisplay, useSecondDisplay } from './second-display.tsx';
import { useDecks } from './use-decks.ts';
import { usePageKeys } from './use-page-keys.ts';
import { usePageLabel } from './use-page-label.ts';

/** The middle of the console while a deck or a board is shown: its page, and the buttons that turn it. */
export function BoardArea() {
  const { slides } = useLesson();
  const label = usePageLabel();
  const shown = shownPage(slides);
  if (!shown) return null;
  const { deck, page, picture } = shown;
  return (
    <section className={styles.area} aria-label={label(deck, page)} data-testid="board-area" data-page={page}>
      <DeckTabs />
      <div className={styles.page}>
        <PageSurface picture={picture} label={label(deck, page)} testId="board-page">
          <InkLayer page={{ deckId: deck.deckId, page }} aspect={aspectOf(picture)} />
        </PageSurface>
      </div>
      <InkToolbar page={{ deckId: deck.deckId, page }} />
      <PageBar deck={deck} />
    </section>
  );
}

function PageBar({ deck }: { deck: Deck }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const toast = useToast();
  const label = usePageLabel();
  const { mayLead, previous, next, hide, addPage } = useDecks();
  const isProjected = useSecondDisplay();
  const step = (turn: () => void, to: number) => () => {
    if (to < 0 || to >= deck.pages.length) return;
    turn();
    announce(label(deck, to));
  };
  const [back, on] = [step(previous, deck.page - 1), step(next, deck.page + 1)];
  usePageKeys(mayLead ? { previous: back, next: on } : { previous: () => {}, next: () => {} });
  const project = () => {
    if (!toggleSecondDisplay()) toast('warning', t('slides.secondBlocked'));
  };
  return (
    <div className={styles.bar}>
      {mayLead && (
        <Button
          icon={<ChevronLeft aria-hidden="true" />}
          aria-label={t('slides.previous')}
          tip={t('slides.previousTip')}
          shortcut="PageUp"
          disabled={deck.page === 0}
          onClick={back}
          testId="page-previous"
        />
      )}
      <span className={styles.number} data-testid="page-number">
        {t('slides.number', { page: deck.page + 1, pages: deck.pageCount })}
      </span>
      {mayLead && (
        <Button
          kind="primary"
          icon={<ChevronRight aria-hidden="true" />}
          aria-label={t('slides.next')}
          tip={t('slides.nextTip')}
          shortcut="PageDown"
          disabled={deck.page >= deck.pages.length - 1}
          onClick={on}
          testId="page-next"
        />
      )}
      {mayLead && deck.kind === 'board' && (
        <Button
          kind="quiet"
          icon={<FilePlus2 aria-hidden="true" />}
          aria-label={t('slides.addPage')}
          tip={t('slides.addPage')}
          onClick={() => addPage(deck)}
          testId="page-add"
        />
      )}
      <span className={styles.space} />
      <Button
        kind="quiet"
        icon={<MonitorUp aria-hidden="true" />}
        aria-label={t('slides.second')}
        aria-pressed={isProjected}
        tip={t('slides.secondTip')}
        onClick={project}
        testId="second-display-toggle"
      />
      {mayLead && (
        <Button
          kind="quiet"
          icon={<EyeOff aria-hidden="true" />}
          aria-label={t('slides.hide')}
          tip={t('slides.hide')}
          onClick={hide}
          testId="deck-hide"
        />
      )}
    </div>
  );
}
