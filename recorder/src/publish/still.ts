import { filmCanvas, fontOf, rawPictureOf } from './canvas.ts';
import { filmHeight, filmWidth, type RawPicture } from './picture-size.ts';
import type { StillWords } from './still-words.ts';

const most = 64;
const made = new Map<string, RawPicture>();

/** A dark picture with a sentence in both languages, and below it what else there is to say. */
export function stillOf({ zh, en }: StillWords, below = ''): RawPicture {
  const key = JSON.stringify([zh, en, below]);
  const known = made.get(key);
  if (known) return known;
  const canvas = filmCanvas();
  const context = canvas.getContext('2d');
  context.fillStyle = '#101715';
  context.fillRect(0, 0, filmWidth, filmHeight);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const line = (words: string, size: number, y: number, style: string) => {
    context.font = fontOf(size);
    context.fillStyle = style;
    context.fillText(words, filmWidth / 2, y, filmWidth - 120);
  };
  line(zh, 48, filmHeight / 2 - 44, '#f2f5f4');
  line(en, 32, filmHeight / 2 + 22, '#c9d3cf');
  if (below !== '') line(below, 26, filmHeight / 2 + 84, '#8fa09a');
  const raw = rawPictureOf(canvas);
  if (made.size >= most) made.clear();
  made.set(key, raw);
  return raw;
}
