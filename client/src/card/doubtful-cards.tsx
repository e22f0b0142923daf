import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CardAnswers, CardPupil } from '../core/card/card-answers.ts';
import { letterOf } from '../core/question/options.ts';
import { Button } from '../design/button.tsx';
import styles from './card-section.module.css';

/** Cards that are not sent, each with its reason; the aide, who sees the pupil, may vouch for one. */
export function DoubtfulCards(props: {
  cards: CardAnswers['doubtful'];
  pupils: readonly CardPupil[] | null;
  onAccept: (card: number, choice: number) => void;
}) {
  const { t } = useTranslation();
  const { cards, pupils, onAccept } = props;
  if (cards.length === 0) return null;
  return (
    <section aria-label={t('card.doubtful')}>
      <h3>{t('card.doubtful')}</h3>
      <ul className={styles.doubtful} data-testid="card-doubtful">
        {cards.map(({ card, choice, doubts, mayAccept }) => {
          const letter = letterOf(choice);
          return (
            <li key={card} data-testid={`card-doubt-${card}`}>
              <span>
                <b>{t('card.number', { card })}</b> {pupils?.find((pupil) => pupil.card === card)?.name}{' '}
                {doubts.map((doubt) => t(`card.doubt.${doubt}`, { letter })).join(' · ')}
              </span>
              {mayAccept && (
                <Button
                  icon={<Check aria-hidden="true" />}
                  aria-label={`${t('card.number', { card })} ${t('card.accept', { letter })}`}
                  onClick={() => onAccept(card, choice)}
                  testId={`card-accept-${card}`}
                >
                  {t('card.accept', { letter })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
