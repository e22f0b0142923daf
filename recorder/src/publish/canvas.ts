import { type Canvas, Path2D as CanvasPath, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { InkContext } from '@tongke/client/replay';
import { filmHeight, filmWidth, type RawPicture, toRawPicture } from './picture-size.ts';

export type FilmCanvas = Canvas;
export type FilmContext = SKRSContext2D;

/** A canvas of a film's size. */
export const filmCanvas = (): FilmCanvas => createCanvas(filmWidth, filmHeight);

/** As the client's shapes want it: they are made with the page's own `Path2D`, which is put in its place here. */
export function inkContext(context: FilmContext): InkContext {
  // The same methods with the same meaning (HTML Living Standard, canvas 2D); only the types are other ones.
  (globalThis as { Path2D?: unknown }).Path2D ??= CanvasPath;
  return context as unknown as InkContext;
}

export function rawPictureOf(canvas: FilmCanvas): RawPicture {
  return toRawPicture(canvas.getContext('2d').getImageData(0, 0, filmWidth, filmHeight).data);
}

/** Letters for Chinese and English, whatever the machine has. */
export const fontOf = (size: number): string =>
  `600 ${size}px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif`;
