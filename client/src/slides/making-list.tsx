import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useWatched } from '../seat/seat-context.tsx';
import type { Making } from './deck-maker.ts';
import styles from './making-list.module.css';
import { documentFailures } from './read/document.ts';
import { useDeckMaker } from './use-deck-maker.ts';

/** Files that become decks just now: how far each is, why one could not be read. */
export function MakingList() {
  const maker = useDeckMaker();
  const making = useWatched(maker.making);
  if (making.length === 0) return null;
  return (
    <ul className={styles.list}>
      {making.map((each) => (
        <li key={each.key} className={styles.making} data-testid="deck-making" data-state={each.state.name}>
          <MakingWords making={each} />
          <CancelButton making={each} onClick={() => maker.cancel(each.key)} />
        </li>
      ))}
    </ul>
  );
}

function CancelButton({ making: { state, title }, onClick }: { making: Making; onClick: () => void }) {
  const { t } = useTranslation();
  const words = t(state.name === 'failed' ? 'common.close' : 'common.cancel');
  return (
    <Button
      kind="quiet"
      icon={<X aria-hidden="true" />}
      aria-label={`${words} ${title}`}
      onClick={onClick}
      testId="deck-making-cancel"
    />
  );
}

function MakingWords({ making: { title, state } }: { making: Making }) {
  const { t } = useTranslation();
  switch (state.name) {
    case 'opening':
      return (
        <div className={styles.words}>
          <strong>{title}</strong>
          <small>{t('slides.opening')}</small>
        </div>
      );
    case 'drawing':
      return (
        <div className={styles.words}>
          <strong>{title}</strong>
          <progress aria-label={title} value={state.done} max={state.pageCount} />
          <small>{t('slides.drawing', { done: state.done, pages: state.pageCount })}</small>
        </div>
      );
    case 'failed': {
      const failure = documentFailures.find((each) => each === state.why);
      return (
        <div className={styles.words} role="alert" data-code={state.why}>
          <strong>{title}</strong>
          <span className={styles.failed}>{failure ? t(`slides.failed.${failure}`) : t(`error.${state.why}`)}</span>
        </div>
      );
    }
  }
}
