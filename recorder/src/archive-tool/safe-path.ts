import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from '../archive/files.ts';

const step = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,200}$/;
const longest = 1_000;

/** Whether a path of a manifest can only lead to a place inside the archive: plain names between single slashes. */
export const isPlainPath = (path: string): boolean =>
  path.length <= longest && path.split('/').every((name) => step.test(name));

/** Opened for reading, or why it was not. */
export type OpenedFile =
  | { state: 'open'; handle: FileHandle; lengthBytes: number }
  | { state: 'missing' }
  /** It leads elsewhere, through a link, or is no plain file. */
  | { state: 'unsafe' };

/** Opens a file of an archive. @param root the archive's folder, without links. Throws what else the disk says */
export async function openInside(root: string, path: string): Promise<OpenedFile> {
  if (!isPlainPath(path)) return { state: 'unsafe' };
  const wanted = join(root, path);
  try {
    if ((await realpath(wanted)) !== wanted) return { state: 'unsafe' };
    // Neither a link that has just been put there, nor a pipe that would never answer.
    const handle = await open(wanted, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const facts = await handle.stat();
    if (facts.isFile()) return { state: 'open', handle, lengthBytes: facts.size };
    await handle.close();
    return { state: 'unsafe' };
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return { state: 'missing' };
    if (isCode(error, 'ELOOP') || isCode(error, 'ENXIO')) return { state: 'unsafe' };
    throw error;
  }
}
