import { open, readFile, rename, truncate } from 'node:fs/promises';

/** Writes a file that is there whole or not at all. With `sync` it outlives a power cut once this returns. */
export async function writeWhole(
  path: string,
  content: Buffer | string,
  { sync, mode = 0o644 }: { sync: boolean; mode?: number },
): Promise<void> {
  const temporary = `${path}.new`;
  const handle = await open(temporary, 'w', mode);
  try {
    await handle.writeFile(content);
    if (sync) await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

/** The whole lines of a file of JSON lines; a torn last line is cut off the file. None when there is no file. */
export async function readLines(path: string): Promise<unknown[]> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
  const lengthBytes = content.lastIndexOf('\n') + 1;
  if (lengthBytes < content.length) await truncate(path, lengthBytes);
  const lines = content.toString('utf8', 0, lengthBytes).split('\n');
  return lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line));
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
