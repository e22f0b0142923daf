import { LessonError, type MaterialId } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';
import { backoffMs } from '../backoff.ts';
import { pause } from '../pause.ts';
import { randomId } from '../random-id.ts';

/** The seat that brings a file. */
export interface Bringer {
  lessonId: string;
  /** Secret. */
  seatKey: string;
}

export interface UploadOptions {
  /** 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** How far the server has come with an upload. */
interface Receipt {
  receivedBytes: number;
}

const firstPartBytes = 256 * 1024;
const leastPartBytes = 32 * 1024;
const mostPartBytes = 4 * 1024 * 1024;
/** A part that comes faster makes the next one larger; one that gets no answer makes it smaller. */
const quickMs = 2_000;
const partTimeoutMs = 25_000;

/**
 * Brings a file part by part, and goes on where a dropped line broke it off, for ever. Returns the answer to the last
 * part. Throws LessonError when the server refuses the file, and the caller's own abort.
 */
export async function uploadInParts<Answer extends Receipt>(
  path: string,
  file: Blob,
  { lessonId, seatKey }: Bringer,
  isDone: (answer: Answer) => boolean,
  { onProgress, signal }: UploadOptions = {},
): Promise<Answer> {
  if (file.size === 0) throw new LessonError('unsupportedMedia', 'the file is empty');
  const upload = randomId();
  let from = 0;
  let partBytes = firstPartBytes;
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    const to = Math.min(file.size, from + partBytes) - 1;
    const startedAt = performance.now();
    try {
      const answer = await request<Answer>(path, {
        method: 'POST',
        bearer: seatKey,
        headers: {
          'x-lesson': lessonId,
          'x-upload': upload,
          'content-range': `bytes ${from}-${to}/${file.size}`,
        },
        bytes: file.slice(from, to + 1),
        timeoutMs: partTimeoutMs,
        ...(signal && { signal }),
      });
      failures = 0;
      if (performance.now() - startedAt < quickMs) partBytes = Math.min(mostPartBytes, partBytes * 2);
      from = Math.min(answer.receivedBytes, file.size);
      onProgress?.(from / file.size);
      if (isDone(answer)) return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof LessonError) || !passing.has(error.code)) throw error;
      partBytes = Math.max(leastPartBytes, partBytes / 2);
      await pause(backoffMs(failures, 300, 8_000), signal);
      failures += 1;
    }
  }
}

/** What may be over soon: no answer, another part under way, a body that broke off, too many at once. */
const passing: ReadonlySet<string> = new Set(['unavailable', 'internal', 'conflict', 'tooMany']);

/** Brings a file into a lesson; see {@link uploadInParts}. */
export async function uploadMaterial(file: Blob, bringer: Bringer, options: UploadOptions = {}): Promise<MaterialId> {
  type Answer = Receipt & { materialId: MaterialId | null };
  const isDone = ({ materialId }: Answer) => materialId !== null;
  const { materialId } = await uploadInParts<Answer>('/api/materials', file, bringer, isDone, options);
  if (materialId === null) throw new Error('an upload is done that bears no name');
  return materialId;
}
