import { CardReader, type CardSighting } from './card-reader.ts';

/** What the page sends; the worker owns and closes it. One at a time: the next one after the answer. */
export interface PictureToRead {
  picture: ImageBitmap;
}
/** What the worker answers. */
export interface PictureRead {
  width: number;
  height: number;
  sightings: CardSighting[];
}

let canvas: OffscreenCanvas | undefined;
let reader: CardReader | undefined;

addEventListener('message', ({ data }: MessageEvent<PictureToRead>) => {
  const { width, height } = data.picture;
  if (!canvas || !reader || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
    reader = new CardReader(width, height);
  }
  const sightings = reader.read(greyOf(canvas, data.picture));
  data.picture.close();
  postMessage({ width, height, sightings } satisfies PictureRead);
});

function greyOf(canvas: OffscreenCanvas, picture: ImageBitmap): Uint8Array {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas in this worker');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Uint8Array(canvas.width * canvas.height);
  for (let index = 0; index < grey.length; index += 1) {
    const at = index * 4;
    // Brightness of sRGB as ITU-R BT.601 has it.
    grey[index] = (data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114;
  }
  return grey;
}
