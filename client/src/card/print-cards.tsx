import { Printer } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardPupil } from '../core/card/card-answers.ts';
import { mostCards } from '../core/card/card-face.ts';
import { Button } from '../design/button.tsx';
import styles from './card-section.module.css';
import { CardSheets } from './card-sheets.tsx';

/** Prints the classroom's cards: one for each pupil, or so many where there is no list of pupils. */
export function PrintCards({ pupils }: { pupils: readonly CardPupil[] | null }) {
  const { t } = useTranslation();
  const [count, setCount] = useState(40);
  const [perSheet, setPerSheet] = useState<2 | 4 | null>(null);
  const field = useId();
  const cards = pupils ?? Array.from({ length: count }, (_, index) => ({ card: index + 1, name: '' }));
  return (
    <section className={styles.section} aria-label={t('card.print')}>
      <h3>{t('card.print')}</h3>
      <p className={styles.none}>{t('card.printWords')}</p>
      {!pupils && (
        <p className={styles.print}>
          <label htmlFor={field}>{t('card.cards')}</label>
          <input
            id={field}
            type="number"
            min={1}
            max={mostCards}
            value={count}
            onChange={({ target }) => setCount(Math.min(mostCards, Math.max(1, Math.round(target.valueAsNumber) || 1)))}
            data-testid="card-print-count"
          />
        </p>
      )}
      <div className={styles.print}>
        {([2, 4] as const).map((many) => (
          <Button
            key={many}
            size="large"
            icon={<Printer aria-hidden="true" />}
            onClick={() => setPerSheet(many)}
            testId={`card-print-${many}`}
          >
            {t('card.perSheet', { count: many })}
          </Button>
        ))}
      </div>
      {perSheet && <CardSheets cards={cards} perSheet={perSheet} onPrinted={() => setPerSheet(null)} />}
    </section>
  );
}
