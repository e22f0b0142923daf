import { generateKeyPairSync } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { publicKeyOf, publishKey, readOrMakeSigningKey, readPublicKey, readSigningKey } from './signing-key.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'data/recorder-key.pem');
});
afterEach(() => folder.remove());

test('a key is made once, for this user alone, and nothing else is left', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => readOrMakeSigningKey(path)));
  expect(new Set(keys.map((key) => key.public.keyId)).size).toBe(1);
  expect(await readdir(join(folder.path, 'data'))).toEqual(['recorder-key.pem']);
  await chmod(path, 0o644);
  expect((await readOrMakeSigningKey(path)).public.keyId).toBe(keys[0]?.public.keyId);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('what is published is the public part, and it says the same key', async () => {
  const key = await readOrMakeSigningKey(path);
  const keys = join(folder.path, 'keys');
  await publishKey(keys, key.public);
  const published = join(keys, `${key.public.keyId}.pem`);
  expect(await readFile(published, 'utf8')).toContain('BEGIN PUBLIC KEY');
  expect((await readPublicKey(published)).keyId).toBe(key.public.keyId);
  expect(publicKeyOf(key.public.value).keyId).toBe(key.public.keyId);
});

test('a file that holds no such key is named, and never overwritten', async () => {
  await readOrMakeSigningKey(path);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const content of ['', 'no key', privateKey.export({ type: 'pkcs8', format: 'pem' })]) {
    await writeFile(path, content);
    await expect(readOrMakeSigningKey(path)).rejects.toThrow(path);
    expect(await readFile(path, 'utf8')).toBe(content);
  }
  expect(await readSigningKey(join(folder.path, 'none.pem'))).toBeNull();
});

test('a private key in the place of a public one is refused', async () => {
  await readOrMakeSigningKey(path);
  await expect(readPublicKey(path)).rejects.toThrow('private');
});
