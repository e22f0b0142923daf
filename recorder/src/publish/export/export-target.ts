import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ZipFile } from './zip-file.ts';

/** Where the files of an export go. Its owner ends or closes it. */
export interface ExportTarget {
  /** @param path with slashes, relative to the export */
  add(path: string, content: Buffer | { file: string }): Promise<void>;
  /** Then it is whole. */
  end(): Promise<void>;
  /** Takes away what was not ended. Idempotent. */
  close(): Promise<void>;
}

/** A ZIP file whose files lie in one folder. @param at milliseconds since the epoch, of every file */
export async function zipTarget(path: string, { folder, at }: { folder: string; at: number }): Promise<ExportTarget> {
  const zip = await ZipFile.create(path);
  return {
    add: (name, content) => zip.add(`${folder}/${name}`, content, at),
    end: () => zip.end(),
    close: () => zip.close(),
  };
}

/** A folder that appears whole: until then it stands beside its place. */
export async function folderTarget(path: string): Promise<ExportTarget> {
  const part = `${path}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  let isOver = false;
  return {
    async add(name, content) {
      const file = join(part, name);
      await mkdir(dirname(file), { recursive: true });
      if (Buffer.isBuffer(content)) await writeFile(file, content);
      else await copyFile(content.file, file);
    },
    async end() {
      await rename(part, path);
      isOver = true;
    },
    async close() {
      if (!isOver) await rm(part, { recursive: true, force: true });
      isOver = true;
    },
  };
}
