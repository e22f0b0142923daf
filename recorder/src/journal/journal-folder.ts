import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
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

/** Every record that outlived the last recorder, in order. */
export async function* readJournalFolder(folder: string): AsyncGenerator<JournalRecord> {
  for (const file of await journalFiles(folder)) {
    yield* readJournal(await readFile(journalPath(folder, file)));
  }
}

/** Removes the files below a number: what they held is in segments by now. */
export async function trimJournal(folder: string, below: number): Promise<void> {
  for (const file of await journalFiles(folder)) {
    if (file < below) await rm(journalPath(folder, file), { force: true });
  }
}
