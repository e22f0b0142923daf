import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { isCode } from '../archive/files.ts';

const flushAtLength = 256 * 1024;

/** What became of a file: its SHA-256 in hexadecimal, and whether it is another than before. */
export interface Written {
  sha256: string;
  changed: boolean;
}

/**
 * Writes a private file that is there whole or not at all, and outlives a power cut; one that holds the same already is left as it is.
 * Throws what the disk says; the file is then as it was.
 */
export async function writePrivate(path: string, parts: Iterable<string>): Promise<Written> {
  const temporary = `${path}.new`;
  const hash = createHash('sha256');
  const handle = await open(temporary, 'w', 0o600);
  try {
    let waiting = '';
    const flush = async () => {
      hash.update(waiting);
      await handle.writeFile(waiting);
      waiting = '';
    };
    for (const part of parts) {
      waiting += part;
      if (waiting.length >= flushAtLength) await flush();
    }
    await flush();
    await handle.datasync();
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  const sha256 = hash.digest('hex');
  const changed = (await sha256Of(path)) !== sha256;
  await (changed ? rename(temporary, path) : rm(temporary, { force: true }));
  return { sha256, changed };
}

/** SHA-256 of a file in hexadecimal; null when there is none. */
export async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  return hash.digest('hex');
}
