import { limits } from '@tongke/signaling/protocol/lesson';
import { DocumentError, type DrawnPage } from './document.ts';

/** Longer side of a page's picture: sharp on a classroom's screen. */
const sidePixels = 1_920;

/** The size in which a page is drawn: its shape, with a longer side of 1,920 pixels; a picture is never enlarged. */
export function drawnSize(width: number, height: number, mayEnlarge: boolean) {
  const scale = Math.min(sidePixels / Math.max(width, height), mayEnlarge ? Number.POSITIVE_INFINITY : 1);
  return { scale, width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const blobOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new DocumentError('broken'))), 'image/webp', quality);
  });

/** Sizes and qualities of the small picture, until one is small enough. */
const previewTries = [
  [256, 0.5],
  [192, 0.4],
  [128, 0.3],
  [64, 0.2],
  [24, 0.1],
] as const;

async function previewOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const small = document.createElement('canvas');
  const context = small.getContext('2d');
  if (!context) throw new DocumentError('broken');
  context.imageSmoothingQuality = 'high';
  let blob: Blob | undefined;
  for (const [side, quality] of previewTries) {
    const scale = Math.min(1, side / Math.max(canvas.width, canvas.height));
    small.width = Math.max(1, Math.round(canvas.width * scale));
    small.height = Math.max(1, Math.round(canvas.height * scale));
    context.drawImage(canvas, 0, 0, small.width, small.height);
    blob = await blobOf(small, quality);
    if (blob.size <= limits.previewLengthBytes) break;
  }
  if (!blob) throw new DocumentError('broken');
  return blob;
}

/** A drawn canvas as it is brought into the lesson. Text is cut to what is kept. */
export async function drawnPage(canvas: HTMLCanvasElement, text: string): Promise<DrawnPage> {
  return {
    picture: await blobOf(canvas, 0.85),
    preview: await previewOf(canvas),
    widthPixels: canvas.width,
    heightPixels: canvas.height,
    text: text.slice(0, limits.pageTextLength).replace(/[\uD800-\uDBFF]$/, ''),
  };
}

/** A white canvas of a size, with its context. */
export function blankCanvas(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new DocumentError('broken');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return { canvas, context };
}
