import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const secretPattern = /^[0-9a-f]{32}$/;

/** Where the parts of one archive lie. Everything but `private` is served to whoever knows the folder's name. */
export class ArchiveFolder {
  /** `<lessonId>-<128-bit secret>`. */
  readonly name: string;
  readonly path: string;

  constructor(archivesPath: string, name: string) {
    this.name = name;
    this.path = join(archivesPath, name);
  }

  /** Of the lesson that it keeps. */
  get lessonId(): string {
    return this.name.slice(0, -33);
  }

  /** As the lesson's state names it. */
  get webPath(): string {
    return `/archive/${this.name}/`;
  }

  get manifest(): string {
    return join(this.path, 'manifest.json');
  }

  /** The newest part of the manifest, while the lesson runs. */
  get live(): string {
    return join(this.path, 'live.json');
  }

  get events(): string {
    return join(this.path, 'events.jsonl');
  }

  /** Mode 0700: the whole log, the index and the journal. */
  get private(): string {
    return join(this.path, 'private');
  }

  get log(): string {
    return join(this.private, 'log.jsonl');
  }

  get index(): string {
    return join(this.private, 'index.jsonl');
  }

  /** Sounds that came when their segment was written. */
  get late(): string {
    return join(this.private, 'late.jsonl');
  }

  get journal(): string {
    return join(this.private, 'journal');
  }

  /** Of a path relative to the manifest. */
  resolve(relativePath: string): string {
    return join(this.path, relativePath);
  }
}

/** The archive folder of a lesson: the one that is there, else a new one with a new secret. */
export async function openArchiveFolder(archivesPath: string, lessonId: string): Promise<ArchiveFolder> {
  await mkdir(archivesPath, { recursive: true, mode: 0o700 });
  const names = await readdir(archivesPath);
  const isOwn = (name: string) =>
    name.startsWith(`${lessonId}-`) && secretPattern.test(name.slice(lessonId.length + 1));
  const name = names.sort().find(isOwn) ?? `${lessonId}-${randomBytes(16).toString('hex')}`;
  const folder = new ArchiveFolder(archivesPath, name);
  await mkdir(folder.private, { recursive: true, mode: 0o700 });
  return folder;
}
