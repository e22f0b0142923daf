import { LessonError, limits } from '@tongke/signaling/protocol/lesson';
import { probeFilm } from '../core/film/probe-film.ts';
import { uploadMaterial } from '../core/materials/upload.ts';
import type { LessonSeat } from '../core/seat/lesson-seat.ts';

/** Why a file is not taken as a film; a sentence in the language files, below `film`. */
export type FilmRefusal = 'unplayable' | 'tooLarge' | 'wrongType' | 'tooLong' | 'failed';

export class FilmRefused extends Error {
  readonly refusal: FilmRefusal;

  constructor(refusal: FilmRefusal, options?: ErrorOptions) {
    super(refusal, options);
    this.refusal = refusal;
  }
}

const endings = /\.(mp4|m4v|webm|mp3|m4a|ogg|oga|wav)$/i;

/** Why a file is refused before anybody looks into it; null when it may be one. Pure. */
export function refusalOf({ name, size }: Pick<File, 'name' | 'size'>): FilmRefusal | null {
  if (!endings.test(name)) return 'wrongType';
  if (size === 0) return 'unplayable';
  return size > limits.filmLengthBytes ? 'tooLarge' : null;
}

/**
 * Looks into a file, brings it to the server and adds it to the lesson. `onProgress` gets the share that has come, 0 to 1.
 * Throws `FilmRefused`, and the caller's own abort.
 */
export async function addFilm(
  { kept, link }: LessonSeat,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const refusal = refusalOf(file);
  if (refusal) throw new FilmRefused(refusal);
  const { kind, durationMs } = await probed(file);
  if (durationMs > limits.filmDurationMs) throw new FilmRefused('tooLong');
  signal.throwIfAborted();
  try {
    const { lessonId, seatKey } = kept;
    const materialId = await uploadMaterial(file, { lessonId, seatKey }, { onProgress, signal });
    const title = file.name.replace(endings, '').slice(0, limits.filmTitleLength);
    await link.command('film:add', { materialId, title, kind, durationMs, lengthBytes: file.size });
  } catch (cause) {
    if (signal.aborted || !(cause instanceof LessonError)) throw cause;
    throw new FilmRefused(sentences[cause.code] ?? 'failed', { cause });
  }
}

/** What the server's refusals are called here. */
const sentences: Partial<Record<LessonError['code'], FilmRefusal>> = {
  unsupportedMedia: 'wrongType',
  tooLarge: 'tooLarge',
};

async function probed(file: File) {
  const url = URL.createObjectURL(file);
  try {
    return await probeFilm(url);
  } catch (cause) {
    throw new FilmRefused('unplayable', { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}
