import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ClassroomId } from '../../protocol/lesson.ts';
import { directoryContract } from './directory.contract.test-support.ts';
import { Directory } from './directory.ts';
import { directoryFile } from './open-database.ts';

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-directory-'));
  return {
    folder,
    open: () => Directory.open(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('the embedded directory', () => directoryContract(place));

test("its file is this user's alone, and an erased name is nowhere in it", async () => {
  const { folder, open, remove } = await place();
  const directory = await open();
  const room = 'room1' as ClassroomId;
  const file = join(folder, directoryFile);
  const pupil = await directory.addPupil(room, { name: '欧阳铁柱', number: '17', cardNumber: null });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file)).includes('欧阳铁柱')).toBe(true);
  await directory.erasePupil(room, pupil.pupilId);
  expect((await readFile(file)).includes('欧阳铁柱')).toBe(false);
  const journal = await readFile(`${file}-journal`).catch(() => Buffer.alloc(0));
  expect(journal.includes('欧阳铁柱')).toBe(false);
  await directory.close();
  await remove();
});
