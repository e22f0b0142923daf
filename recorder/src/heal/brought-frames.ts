import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { healingFolder, healingLimits } from '@tongke/signaling/protocol/lesson';
import { z } from 'zod';
import { isCode } from '../archive/files.ts';
import type { KeptTrack } from './heal-archive.ts';

const partSchema = z.object({
  participantId: z.string(),
  trackId: z.string(),
  layer: z.number().int().nonnegative(),
  frames: z
    .array(
      z.object({
        number: z.number().int().nonnegative(),
        rtpTimestamp: z
          .number()
          .int()
          .min(0)
          .max(2 ** 32 - 1),
        data: z.base64().transform((data) => Buffer.from(data, 'base64')),
      }),
    )
    .max(healingLimits.framesPerPart),
});

/** What seats have brought for one lesson's archive, or a part of it that is not too much at once. */
export interface Brought {
  kept: KeptTrack[];
  /** Whether more waits. */
  isMore: boolean;
  /** Removes what was read. */
  remove(): Promise<void>;
}

/** Reads what waits beside the archives. What is no part is left out, and removed with the others. Throws what the disk says. */
export async function readBrought(archivesPath: string, lessonId: string): Promise<Brought> {
  const folder = join(archivesPath, '..', healingFolder, lessonId);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  });
  const waiting = names.filter((name) => !name.startsWith('.')).map((name) => join(folder, name));
  const kept: KeptTrack[] = [];
  const read: string[] = [];
  let lengthBytes = 0;
  for (const path of waiting) {
    if (lengthBytes >= healingLimits.bytesAtOnce) break;
    read.push(path);
    lengthBytes += (await stat(path)).size;
    const part = await readPart(path);
    if (part) kept.push(part);
  }
  return {
    kept,
    isMore: read.length < waiting.length,
    async remove() {
      for (const path of read) await rm(path, { force: true });
      // It stays while more comes.
      await rmdir(folder).catch(() => {});
    },
  };
}

async function readPart(path: string): Promise<KeptTrack | null> {
  if ((await stat(path)).size > healingLimits.partBytes) return null;
  try {
    const part = partSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return { ...part, how: 'edge', nalUnits: 'startCodes' };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
