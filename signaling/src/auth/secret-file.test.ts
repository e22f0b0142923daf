import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrMakeSecret } from './secret-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a secret is made once, for this user alone, and nothing else is left', async () => {
  const path = join(folder, 'operator-token');
  const secrets = await Promise.all([1, 2, 3].map(() => readOrMakeSecret(path)));
  expect(new Set(secrets).size).toBe(1);
  expect(Buffer.from(secrets[0] ?? '', 'base64url')).toHaveLength(32);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['operator-token']);
  await chmod(path, 0o644);
  expect(await readOrMakeSecret(path)).toBe(secrets[0]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a file that holds no secret is named', async () => {
  const path = join(folder, 'operator-token');
  await writeFile(path, '\n');
  await expect(readOrMakeSecret(path)).rejects.toThrow(path);
});
