import { type InkColour, type InkPoint, type InkWidth, limits } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageShare } from './drawing-hand.ts';
import styles from './ink-layer.module.css';
import { drawingWidth, inkStyles, textSizes } from './palette.ts';

/** Takes words for a place on the page. Enter and a click elsewhere keep them, Escape does not; Shift and Enter begin a line. */
export function TextEntry(props: {
  at: InkPoint;
  aspect: number;
  colour: InkColour;
  width: InkWidth;
  /** The words, or null for none. Called once. */
  onDone: (text: string | null) => void;
}) {
  const { t } = useTranslation();
  const { at, colour, width } = props;
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  const done = (words: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    props.onDone(words?.trim() ? words.trimEnd() : null);
  };
  useEffect(() => box.current?.focus(), []);
  return (
    <textarea
      ref={box}
      rows={1}
      className={styles.words}
      style={{
        left: `${pageShare(at.x) * 100}%`,
        top: `${pageShare(at.y) * 100}%`,
        color: inkStyles[colour],
        fontSize: `${(textSizes[width] / drawingWidth) * 100}cqw`,
      }}
      aria-label={t('ink.words')}
      maxLength={limits.inkTextLength}
      value={text}
      data-testid="ink-words"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => done(text)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') done(null);
        // While a Chinese word is being chosen, Enter belongs to it.
        if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
          event.preventDefault();
          done(text);
        }
      }}
    />
  );
}
