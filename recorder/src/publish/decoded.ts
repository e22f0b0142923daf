import { ByteReader } from './byte-reader.ts';
import { decode, type FfmpegInput } from './ffmpeg.ts';
import { filmHeight, filmWidth, pictureBytes, type RawPicture } from './picture-size.ts';

/** Samples of sound in a second, on every channel. */
export const soundRate = 48_000;
const quiet = ['-hide_banner', '-nostdin'];

/**
 * What a decoder makes of a file: the pictures of a grid that begins at `startMs` of the file's own time, each the one that is seen
 * then. Ends early where the file does, or where it cannot be read.
 */
export async function* decodedPictures(
  program: string,
  { source, options = [] }: FfmpegInput,
  grid: { startMs: number; count: number; rate: number },
): AsyncGenerator<RawPicture> {
  const start = (grid.startMs / 1_000).toFixed(6);
  const filters = [
    `fps=fps=${grid.rate}:start_time=${start}:round=near`,
    'setpts=N/FRAME_RATE/TB',
    `scale=${filmWidth}:${filmHeight}:force_original_aspect_ratio=decrease:force_divisible_by=2:out_color_matrix=bt601:out_range=tv`,
    `pad=${filmWidth}:${filmHeight}:(ow-iw)/2:(oh-ih)/2:color=black`,
    'setsar=1',
    'format=yuv420p',
  ];
  const { bytes } = decode(program, { source, options: [...quiet, '-copyts', ...options] }, [
    ...['-map', '0:v:0', '-vf', filters.join(','), '-frames:v', String(grid.count)],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
  ]);
  const reader = new ByteReader(bytes);
  try {
    for (let index = 0; index < grid.count; index += 1) {
      const picture = Buffer.allocUnsafe(pictureBytes);
      if ((await reader.fill(picture)) < pictureBytes) return;
      yield picture;
    }
  } finally {
    reader.close();
  }
}

/** Sound as a decoder gives it: interleaved 16 bits of two channels. */
export interface SoundDecoder {
  /** Fills `target` from where it is; returns how many values there were, fewer only at the end. */
  read(target: Int16Array): Promise<number>;
  close(): void;
}

/** Decodes sound from its first sample on, one sample after the other, whatever times the file gives. */
export function decodedSound(program: string, { source, options = [] }: FfmpegInput): SoundDecoder {
  const { bytes } = decode(program, { source, options: [...quiet, ...options] }, [
    ...['-map', '0:a:0', '-ar', String(soundRate), '-ac', '2', '-f', 's16le', '-c:a', 'pcm_s16le'],
  ]);
  const reader = new ByteReader(bytes);
  return {
    read: async (target) => {
      const filled = await reader.fill(new Uint8Array(target.buffer, target.byteOffset, target.byteLength));
      return Math.floor(filled / 2);
    },
    close: () => reader.close(),
  };
}
