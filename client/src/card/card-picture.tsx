import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { letterOf } from '../core/question/options.ts';
import { CardCamera, type CardsSeen } from './card-camera.ts';
import styles from './card-section.module.css';

/** What the room's camera sees, with a mark on every card: a full frame and its letter when it is read, a broken one and a question mark when in doubt. */
export function CardPicture(props: {
  track: MediaStreamTrack;
  isCounted: (card: number) => boolean;
  onSeen: (seen: CardsSeen) => void;
}) {
  const { t } = useTranslation();
  const { track, isCounted, onSeen } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [seen, setSeen] = useState<CardsSeen>({ width: 0, height: 0, readings: [] });
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch(() => {
      // Refused only while the element is being taken away.
    });
    const camera = new CardCamera(element, () => setFailed(true));
    const undo = camera.seen.onChange((next) => {
      setSeen(next);
      onSeen(next);
    });
    return () => {
      undo();
      camera.close();
      element.srcObject = null;
    };
  }, [track, onSeen]);
  return (
    <div className={styles.picture}>
      <video ref={video} muted playsInline aria-label={t('card.picture')} />
      {seen.width > 0 && (
        <svg viewBox={`0 0 ${seen.width} ${seen.height}`} aria-hidden="true">
          {seen.readings
            .filter(({ isInSight }) => isInSight)
            .map(({ card, choice, corners }) => {
              const [x, y] = [mean(corners.map((corner) => corner.x)), mean(corners.map((corner) => corner.y))];
              const counted = isCounted(card);
              return (
                <g key={card} className={counted ? styles.read : styles.doubt}>
                  <polygon points={corners.map((corner) => `${corner.x},${corner.y}`).join(' ')} />
                  <text x={x} y={y}>
                    {card} {counted ? `${letterOf(choice)} ✓` : '?'}
                  </text>
                </g>
              );
            })}
        </svg>
      )}
      {failed && <p role="alert">{t('card.cannot')}</p>}
    </div>
  );
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
