import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { LessonError } from '../../protocol/lesson.ts';

/** Bytes of a file that is as long as it will be, counting from 0; both ends are included. */
export interface Part {
  from: number;
  to: number;
  totalBytes: number;
}

/** The part that a `Content-Range` header names (RFC 9110 section 14.4). Throws LessonError `badRequest`. */
export function partOf(header: string | undefined): Part {
  const [, from, to, total] = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12})$/.exec(header ?? '') ?? [];
  const part = { from: Number(from), to: Number(to), totalBytes: Number(total) };
  if (!header || !(part.from <= part.to && part.to < part.totalBytes)) {
    throw new LessonError('badRequest', 'Content-Range must name the part');
  }
  return part;
}

/** Bytes that have come of a file; 0 when none have. */
export const lengthOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/** The system's codes for a disk that takes no more. */
const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/**
 * Appends a part to what has come. A body that breaks off leaves what came of it: the sender goes on from there. Throws
 * LessonError: `tooLarge` for more bytes than the part has, `diskFull` when the disk is full.
 */
export async function appendPart(path: string, { from, to }: Part, body: Readable): Promise<void> {
  const file = await open(path, 'a', 0o600);
  let left = to - from + 1;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      left -= chunk.length;
      if (left < 0) throw new LessonError('tooLarge', 'more bytes than the part has');
      await file.write(chunk);
    }
  } catch (error) {
    if (error instanceof LessonError) throw error;
    if (isFull(error)) throw new LessonError('diskFull', 'the disk is full', { cause: error });
    if (left > 0 && body.destroyed) throw new LessonError('badRequest', 'the body broke off', { cause: error });
    throw error;
  } finally {
    await file.close();
  }
}
