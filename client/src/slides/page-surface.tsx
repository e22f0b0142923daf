import type { PagePicture } from '@tongke/signaling/protocol/lesson';
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import styles from './page-surface.module.css';
import { useMaterial } from './shelf-context.tsx';

/** A board's page, which has no picture. */
const blankAspect = 16 / 9;

/** Width over height of a page. */
export const aspectOf = (picture: PagePicture | null): number =>
  picture ? picture.widthPixels / picture.heightPixels : blankAspect;

/**
 * One page, as large as its parent allows: the small picture at once, then the sharp one; blank for a board. Children lie
 * over it in the page's own box.
 */
export function PageSurface(props: {
  picture: PagePicture | null;
  /** What is on it, for those who do not see it. */
  label: string;
  /** Seen now, and not only prepared. Default true. */
  isNow?: boolean;
  children?: ReactNode;
  testId?: string;
}) {
  const { picture, label, isNow = true } = props;
  const preview = useMaterial(picture?.previewId ?? null, isNow);
  const sharp = useDecoded(useMaterial(picture?.materialId ?? null, isNow));
  const shown = picture === null ? 'blank' : sharp ? 'sharp' : preview ? 'preview' : 'coming';
  const style = { '--aspect': `${aspectOf(picture)}` } as CSSProperties;
  return (
    <div className={styles.frame}>
      <div
        className={styles.page}
        style={style}
        role="img"
        aria-label={label}
        data-testid={props.testId}
        data-material={picture?.materialId}
        data-shown={shown}
      >
        {(sharp ?? preview) && <img className={styles.picture} src={sharp ?? preview ?? ''} alt="" draggable={false} />}
      </div>
      {props.children && (
        <div className={styles.page} style={style}>
          {props.children}
        </div>
      )}
    </div>
  );
}

/** A picture's address once it can be painted without a gap. */
function useDecoded(url: string | null): string | null {
  const [decoded, setDecoded] = useState<string | null>(null);
  useEffect(() => {
    if (url === null) return;
    let isOver = false;
    const image = new Image();
    image.src = url;
    const show = () => {
      if (!isOver) setDecoded(url);
    };
    image.decode().then(show, show);
    return () => {
      isOver = true;
    };
  }, [url]);
  return decoded === url ? decoded : null;
}
