import type { ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { MediaBuffer } from '../media-buffer.ts';
import { mediaTypeOf } from '../segment-choice.ts';
import { type FirstPicture, firstPictureOf } from './first-picture.ts';

/** Wide enough for sharp screens. */
const widthPx = 320;
/** A slow computer that plays five tracks beside it has taken more than four seconds. */
const withinMs = 15_000;

/** What is decoded: a segment's first picture. */
export interface SegmentFiles {
  layer: ArchiveLayer;
  startMs: number;
  /** Null where each segment is a whole file. */
  init: ArrayBuffer | null;
  media: ArrayBuffer;
}

/**
 * A segment's first picture, small. By WebCodecs, where the browser has them for the codec, else by a hidden video. Rejects when neither
 * can, and with the abort.
 */
export async function decodePicture(files: SegmentFiles, signal: AbortSignal): Promise<ImageBitmap> {
  const picture = files.init && firstPictureOf(files.init, files.media);
  const config = picture && configOf(files.layer, picture);
  const isKnown =
    config && typeof VideoDecoder !== 'undefined' && (await VideoDecoder.isConfigSupported(config)).supported;
  signal.throwIfAborted();
  return isKnown ? byCodec(config, picture) : byVideo(files, signal);
}

const configOf = ({ codec, width, height }: ArchiveLayer, { description }: FirstPicture): VideoDecoderConfig => ({
  codec,
  ...(width && height ? { codedWidth: width, codedHeight: height } : {}),
  ...(description ? { description } : {}),
  optimizeForLatency: true,
});

function byCodec(config: VideoDecoderConfig, { data }: FirstPicture): Promise<ImageBitmap> {
  return new Promise((resolve, reject) => {
    const decoder = new VideoDecoder({
      output: (frame) => {
        createImageBitmap(frame, { resizeWidth: widthPx })
          .then(resolve, reject)
          .finally(() => frame.close());
      },
      error: reject,
    });
    decoder.configure(config);
    decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: 0, data }));
    decoder
      .flush()
      .then(() => decoder.close())
      // A failure has been told by `error`, and the decoder is closed by it.
      .catch(reject);
  });
}

async function byVideo({ layer, startMs, init, media }: SegmentFiles, signal: AbortSignal): Promise<ImageBitmap> {
  const video = document.createElement('video');
  video.muted = true;
  const buffer = new MediaBuffer(video, mediaTypeOf('video', layer));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  try {
    await buffer.opened(limit);
    if (init) await buffer.append(init);
    await buffer.append(media);
    video.currentTime = startMs / 1_000 + 0.001;
    await happened(video, 'loadeddata', limit);
    return await createImageBitmap(video, { resizeWidth: widthPx });
  } finally {
    buffer.close();
  }
}

const happened = (target: EventTarget, name: string, signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true, signal });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
