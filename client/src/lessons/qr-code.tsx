import { useEffect, useState } from 'react';
import { Spinner } from '../design/spinner.tsx';
import { drawQr } from './draw-qr.ts';
import styles from './qr-code.module.css';

/** A text as a QR code. */
export function QrCode({ text, alt }: { text: string; alt: string }) {
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    void drawQr(text).then((drawn) => {
      if (!left) setSource(drawn);
    });
    return () => {
      left = true;
    };
  }, [text]);
  return (
    <div className={styles.code}>
      {source ? <img src={source} alt={alt} data-testid="qr-image" /> : <Spinner label={alt} />}
    </div>
  );
}
