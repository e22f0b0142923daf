import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EarlierDeck, type EarlierLesson, earlierDecksApi } from '../api/earlier-decks-api.ts';
import { errorCodeOf } from '../api/error-code.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Spinner } from '../design/spinner.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './earlier-decks.module.css';

/** Takes decks and boards over from the teacher's earlier lessons. */
export function EarlierDecks({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('slides.earlier.title')}
      description={t('slides.earlier.words')}
      wide
      testId="earlier-decks"
    >
      <List />
    </Dialog>
  );
}

function List() {
  const { t, i18n } = useTranslation();
  const { kept } = useSeat();
  const api = useMemo(() => earlierDecksApi(kept), [kept]);
  const [lessons, setLessons] = useState<EarlierLesson[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    api.list(stop.signal).then(setLessons, (error: unknown) => {
      if (!stop.signal.aborted) setFailed(errorCodeOf(error));
    });
    return () => stop.abort();
  }, [api]);
  if (failed) return <Banner tone="danger">{t(`error.${failed}`)}</Banner>;
  if (!lessons) return <Spinner label={t('common.loading')} />;
  if (lessons.length === 0) return <p data-testid="earlier-none">{t('slides.earlier.none')}</p>;
  const day = new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en', { month: 'long', day: 'numeric' });
  return (
    <div className={styles.lessons}>
      {lessons.map((lesson) => (
        <section key={lesson.lessonId}>
          <h3>
            {lesson.title} <small>{day.format(new Date(lesson.startsAt))}</small>
          </h3>
          <ul>
            {lesson.decks.map((deck) => (
              <Deck
                key={deck.deckId}
                deck={deck}
                take={() => api.take(lesson.lessonId, deck.deckId)}
                onFailed={(error) => setFailed(errorCodeOf(error))}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Deck(props: { deck: EarlierDeck; take: () => Promise<unknown>; onFailed: (error: unknown) => void }) {
  const { t } = useTranslation();
  const { slides } = useLesson();
  const [isBusy, setBusy] = useState(false);
  const { deckId, kind, title, pages } = props.deck;
  const isHere = slides.decks.some((held) => held.deckId === deckId);
  const take = () => {
    setBusy(true);
    props
      .take()
      .catch(props.onFailed)
      .finally(() => setBusy(false));
  };
  return (
    <li>
      <span>
        {title || t(kind === 'board' ? 'slides.earlier.board' : 'slides.earlier.deck')}{' '}
        <small>{t('slides.earlier.pages', { count: pages })}</small>
      </span>
      <Button disabled={isBusy || isHere} onClick={take} testId={`earlier-take-${deckId}`}>
        {t(isHere ? 'slides.earlier.taken' : 'slides.earlier.take')}
      </Button>
    </li>
  );
}
