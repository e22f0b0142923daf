import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from '../archive/files.ts';
import { type JournalRecord, readJournal } from './journal-format.ts';

const fileName = /^(\d{8})\.journal$/;

export const journalPath = (folder: string, file: number): string =>
  join(folder, `${String(file).padStart(8, '0')}.journal`);

/** Numbers of the files in a journal's folder, lowest first. Makes the folder when it is missing. */
export async function journalFiles(folder: string): Promise<number[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  return names
    .map((name) => fileName.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

/** Begins a file of its own, behind those that are there and whatever another process begins at the same time. */
export async function beginJournalFile(folder: string, after: number): Promise<{ file: number; handle: FileHandle }> {
  for (let file = after + 1; ; file += 1) {
    try {
      return { file, handle: await open(journalPath(folder, file), 'ax', 0o600) };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
  }
}

/** Every record that outlived the last recorder, in order: of the files below a number. */
export async function* readJournalFolder(
  folder: string,
  below = Number.POSITIVE_INFINITY,
): AsyncGenerator<JournalRecord> {
  for (const file of await journalFiles(folder)) {
    if (file >= below) return;
    yield* readJournal(await readFile(journalPath(folder, file)));
  }
}

/** Removes the files below a number: what they held is in segments by now. */
export async function trimJournal(folder: string, below: number): Promise<void> {
  for (const file of await journalFiles(folder)) {
    if (file < below) await rm(journalPath(folder, file), { force: true });
  }
}
