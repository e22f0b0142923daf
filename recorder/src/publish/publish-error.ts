import { isCode } from '../archive/files.ts';
import { FfmpegError } from './ffmpeg.ts';

/** Why nothing was published. */
export type PublishRefusal =
  | { reason: 'noFfmpeg' }
  /** Somebody writes the archive now, or nobody has sealed it. */
  | { reason: 'unsealed' }
  | { reason: 'unreadable'; detail: string }
  | { reason: 'empty' }
  | { reason: 'deleted' }
  | { reason: 'diskFull' }
  /** Something stands already where it was to be written. */
  | { reason: 'exists'; detail: string };

/** Nothing was published, and what was there before is as it was. */
export class PublishError extends Error {
  readonly refusal: PublishRefusal;

  constructor(refusal: PublishRefusal, options?: ErrorOptions) {
    super('detail' in refusal ? refusal.detail : refusal.reason, options);
    this.refusal = refusal;
  }
}

/** Throws an error on, as {@link PublishError} when it says that the disk is full. */
export function asDiskFull(error: unknown): never {
  const isFull =
    isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT') || (error instanceof FfmpegError && error.isDiskFull);
  if (isFull) throw new PublishError({ reason: 'diskFull' }, { cause: error });
  throw error;
}
