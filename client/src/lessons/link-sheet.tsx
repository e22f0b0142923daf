import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import styles from './link-sheet.module.css';

/** One classroom's link, drawn. */
export interface SheetLink {
  key: string;
  name: string;
  /** Address of the QR code's picture. */
  picture: string;
}

/** On paper only: each classroom's link as a QR code, to be cut out and handed over. Prints once when it appears. */
export function LinkSheet(props: { title: string; links: readonly SheetLink[]; onPrinted: () => void }) {
  const { t } = useTranslation();
  const { onPrinted } = props;
  useEffect(() => {
    addEventListener('afterprint', onPrinted);
    // The pictures are in the page's own memory; two frames later they are drawn.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => print());
    });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('afterprint', onPrinted);
    };
  }, [onPrinted]);
  return createPortal(
    <div className={styles.sheet} data-testid="link-sheet">
      <h1>{t('lessons.link.printTitle', { title: props.title })}</h1>
      <div className={styles.cards}>
        {props.links.map(({ key, name, picture }) => (
          <figure key={key}>
            <img src={picture} alt={t('lessons.link.qrAlt', { name })} />
            <figcaption>{name}</figcaption>
          </figure>
        ))}
      </div>
    </div>,
    document.body,
  );
}
