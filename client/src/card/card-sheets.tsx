import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { CardFace } from './card-face.tsx';
import styles from './card-sheets.module.css';

/** On paper only: cards on sheets of A4, to be cut along the broken lines. Prints once when it appears. */
export function CardSheets(props: {
  cards: readonly { card: number; name: string }[];
  perSheet: 2 | 4;
  onPrinted: () => void;
}) {
  const printed = useRef(props.onPrinted);
  printed.current = props.onPrinted;
  useEffect(() => {
    const over = () => printed.current();
    addEventListener('afterprint', over);
    // Two frames later everything is drawn.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => print());
    });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('afterprint', over);
    };
  }, []);
  return createPortal(
    <div className={`${styles.sheets} ${props.perSheet === 2 ? styles.two : styles.four}`} data-testid="card-sheets">
      {props.cards.map(({ card, name }) => (
        <div key={card} className={styles.place}>
          <CardFace card={card} name={name} />
        </div>
      ))}
    </div>,
    document.body,
  );
}
