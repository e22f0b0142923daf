import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { isCode } from '../archive/files.ts';
import { findArchives } from '../archive-tool/list.ts';

/** Beside `archive` in the data folder: never served. */
const twinsName = 'twins';
/** Before the name of what is being removed. */
const goingMark = '.going-';

/** Where a recorder keeps what it records beside another one. `name` tells it from others. */
export const twinsPath = (archivesPath: string, name: string): string => join(archivesPath, '..', twinsName, name);

/** What was recorded beside the archives of a data folder and is there yet, of one lesson or of all. What was half removed goes. */
export async function findTwins(archivesPath: string, lessonId?: string): Promise<ArchiveFolder[]> {
  const root = join(archivesPath, '..', twinsName);
  const twins: ArchiveFolder[] = [];
  for (const name of await namesIn(root)) {
    for (const each of await namesIn(join(root, name))) {
      if (each.startsWith(goingMark)) await rm(join(root, name, each), { recursive: true, force: true });
    }
    twins.push(...(await findArchives(join(root, name))));
  }
  return lessonId === undefined ? twins : twins.filter((twin) => twin.lessonId === lessonId);
}

/** Removes a twin. One that is cut short is finished by the next look for twins, which never takes half of one for a whole. */
export async function removeTwin(twin: ArchiveFolder): Promise<void> {
  const going = join(twin.path, '..', `${goingMark}${twin.name}`);
  await rm(going, { recursive: true, force: true });
  await rename(twin.path, going);
  await rm(going, { recursive: true, force: true });
}

async function namesIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}
