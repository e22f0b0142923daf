import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { type ArchiveFolder, openArchiveFolder } from './archive-folder.ts';
import { ArchiveTakenError, OwnerMark, ownerOf } from './owner.ts';

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: ArchiveFolder;
const markPath = () => join(folder.private, 'recorder.lock');

beforeEach(async () => {
  root = await temporaryFolder();
  folder = await openArchiveFolder(root.path, 'lesson');
});
afterEach(() => root.remove());

/** The mark of another process, as it would have written it. */
async function markOf(pid: number): Promise<void> {
  const own = await OwnerMark.set(folder);
  const mine = await readFile(markPath(), 'utf8');
  await own.remove();
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  await writeFile(markPath(), mine.replace(/^\d+ \S+/, `${pid} ${start}`));
}

test('a folder is taken when whoever writes it is gone, which is seen at once', async () => {
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  await markOf(other.pid ?? 0);
  expect(await ownerOf(folder)).toContain(`${other.pid}@`);
  const taking = OwnerMark.take(folder, 10_000);
  other.kill('SIGKILL');
  await once(other, 'exit');
  const mark = await taking;
  expect(await ownerOf(folder)).toContain(`${process.pid}@`);
  await mark.remove();
  expect(await ownerOf(folder)).toBeNull();
});

test('one that does not let go loses it all the same, and may not write any more', async () => {
  const first = await OwnerMark.set(folder);
  await first.check();
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  await markOf(other.pid ?? 0);
  await expect.poll(() => first.check().catch((error: unknown) => error)).toBeInstanceOf(ArchiveTakenError);
  await first.remove();
  expect(await ownerOf(folder), "another one's mark stays").not.toBeNull();
  const begunAt = performance.now();
  const mark = await OwnerMark.take(folder, 200);
  expect(performance.now() - begunAt).toBeGreaterThan(190);
  await mark.check();
  other.kill('SIGKILL');
  await once(other, 'exit');
});
