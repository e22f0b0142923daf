import { appendFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { isCode, readLines } from '../archive/files.ts';
import type { TapStream } from '../capture/tap-stream.ts';

/** A sound that came when its segment was written. */
export interface LateSound {
  trackId: string;
  layer: number;
  /** Of 32 bits. */
  rtpTimestamp: number;
  data: Buffer;
}

/** A lesson in which more comes late has other troubles. */
const mostSounds = 20_000;

/** Keeps late sounds of one archive until it is sealed. Owned by the archive. */
export class LateSounds {
  readonly #folder: ArchiveFolder;
  readonly #check: () => Promise<void>;
  #count = 0;
  #work: Promise<void> = Promise.resolve();

  /** `check` is called before each write, and may throw. */
  constructor(folder: ArchiveFolder, check: () => Promise<void>) {
    this.#folder = folder;
    this.#check = check;
  }

  /** Throws what the disk says: then it is not kept. */
  add({ trackId, layer }: TapStream, rtpTimestamp: number, data: Buffer): Promise<void> {
    this.#count += 1;
    if (this.#count > mostSounds) return Promise.resolve();
    const line = `${JSON.stringify({ trackId, layer, rtpTimestamp, data: data.toString('base64') })}\n`;
    const written = this.#work.then(async () => {
      await this.#check();
      await appendFile(this.#folder.late, line, { mode: 0o600 });
    });
    this.#work = written.catch(() => {});
    return written;
  }

  /** All are on their way to the disk no more. */
  settle(): Promise<void> {
    return this.#work;
  }
}

const lineSchema = z.object({
  trackId: z.string(),
  layer: z.number().int().nonnegative(),
  rtpTimestamp: z.number().int().nonnegative(),
  data: z.base64().transform((data) => Buffer.from(data, 'base64')),
});

/** What an archive's recorders have kept; a file that is damaged has nothing. */
export async function readLateSounds({ late }: ArchiveFolder): Promise<LateSound[]> {
  try {
    return (await readLines(late)).slice(0, mostSounds).map((line) => lineSchema.parse(line));
  } catch (error) {
    if (isCode(error, 'ENOENT') || error instanceof SyntaxError || error instanceof z.ZodError) return [];
    throw error;
  }
}
