import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../archive/files.ts';
import { isAlive } from '../archive/owner.ts';

/** In an archive's folder: what was made of it. No part of what is sealed. */
export const publishedName = 'published';
const listName = 'published.json';
/** Not finished: of the process whose number it bears. */
const unfinished = /^\.(\d+)\..+\.part$/;

const fileSchema = z.object({
  path: z.string().max(300),
  kind: z.enum(['programme', 'stage', 'slides', 'teacher', 'slidesAndVoice', 'track', 'export']),
  lengthBytes: z.number().int().nonnegative(),
  /** Hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Milliseconds since the epoch. */
  madeAt: z.number(),
  /** The part of the lesson's timeline that it shows, in milliseconds. */
  fromMs: z.number(),
  toMs: z.number(),
  /** The manifest that it was made from. */
  revision: z.number().int().positive(),
  /** Relative like `path`; null where there is none. */
  poster: z.string().max(300).nullable(),
});
const listSchema = z.object({
  format: z.literal('tongke-published'),
  version: z.literal(1),
  files: z.array(fileSchema),
});

/** A file that was made from an archive. `path` is relative to the archive's folder. */
export type PublishedFile = z.infer<typeof fileSchema>;
export type PublishedKind = PublishedFile['kind'];

/** What was made of an archive; empty when nothing was, or when the list cannot be read. */
export async function readPublished(archivePath: string): Promise<PublishedFile[]> {
  const text = await readFile(join(archivePath, publishedName, listName), 'utf8').catch(() => '');
  try {
    return listSchema.parse(JSON.parse(text)).files;
  } catch {
    return [];
  }
}

/** A place beside the published files to write in; what earlier processes left unfinished is gone. */
export async function openWorkshop(archivePath: string): Promise<Workshop> {
  const folder = join(archivePath, publishedName);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const pid = Number(unfinished.exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(folder, name), { force: true, recursive: true });
  }
  return new Workshop(archivePath, folder);
}

/** Where files are made that appear whole or not at all. Its owner closes it. */
export class Workshop {
  readonly #archivePath: string;
  readonly #folder: string;
  readonly #parts = new Set<string>();

  constructor(archivePath: string, folder: string) {
    this.#archivePath = archivePath;
    this.#folder = folder;
  }

  /** The whole path of a file to be written: hidden, and gone when the workshop closes before it is published. */
  part(name: string): string {
    const path = join(this.#folder, `.${process.pid}.${name.replaceAll('/', '-')}.part`);
    this.#parts.add(path);
    return path;
  }

  /** Takes care of a part that is made elsewhere. */
  adopt(part: string): void {
    this.#parts.add(part);
  }

  /** Gives a finished part a place elsewhere, on the same disk. Returns its length in bytes. */
  async moveOut(part: string, path: string): Promise<number> {
    const { size } = await stat(part);
    await rename(part, path);
    this.#parts.delete(part);
    return size;
  }

  /** Gives a finished part its name. @param name within `published/` */
  async publish(part: string, name: string): Promise<{ path: string; lengthBytes: number; sha256: string }> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(part)) hash.update(chunk);
    const { size } = await stat(part);
    const path = join(this.#folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await rename(part, path);
    this.#parts.delete(part);
    return { path: `${publishedName}/${name}`, lengthBytes: size, sha256: hash.digest('hex') };
  }

  /** Names files in the list; what bore their names before is gone from it. */
  async list(files: readonly PublishedFile[]): Promise<void> {
    const fresh = new Set(files.map(({ path }) => path));
    const kept = (await readPublished(this.#archivePath)).filter(({ path }) => !fresh.has(path));
    const content = { format: 'tongke-published', version: 1, files: [...kept, ...files] };
    await writeWhole(join(this.#folder, listName), `${JSON.stringify(content)}\n`, { sync: true });
  }

  /** Takes away what was not published. Idempotent. */
  async close(): Promise<void> {
    for (const part of this.#parts) await rm(part, { force: true, recursive: true });
    this.#parts.clear();
  }
}
