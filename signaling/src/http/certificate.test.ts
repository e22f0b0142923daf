import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCertificate } from './certificate.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-tls-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});
const none = { cert: undefined, key: undefined };
const own = () => openCertificate(folder, none);

test('our own certificate fits every address of this machine, is an EC one and for servers', async () => {
  const made = await own();
  const parsed = new X509Certificate(made.cert);
  expect(made.selfSigned).toBe(true);
  expect(parsed.publicKey.asymmetricKeyType).toBe('ec');
  expect(parsed.checkHost('localhost')).toBe('localhost');
  for (const { address, family } of Object.values(networkInterfaces()).flatMap((each) => each ?? [])) {
    if (family === 'IPv4') expect(parsed.checkIP(address)).toBe(address);
  }
  expect((await stat(join(folder, 'tls', 'key.pem'))).mode & 0o777).toBe(0o600);
});

test('it is kept, and made anew before it ends or when it cannot be read', async () => {
  const first = await own();
  expect(await own()).toEqual(first);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 340 * 24 * 3_600_000 });
  const renewed = await own();
  expect(renewed.cert).not.toBe(first.cert);
  expect(new X509Certificate(renewed.cert).validToDate.getTime()).toBeGreaterThan(Date.now());
  await writeFile(join(folder, 'tls', 'key.pem'), first.key);
  const again = await own();
  expect(again.cert).not.toBe(renewed.cert);
  await writeFile(join(folder, 'tls', 'certificate.pem'), 'torn');
  expect((await own()).cert).not.toBe(again.cert);
});

test("the operator's certificate is used as it is, and named when it cannot be", async () => {
  const { cert, key } = await own();
  const paths = { cert: join(folder, 'own.pem'), key: join(folder, 'own.key') };
  await writeFile(paths.cert, cert);
  await writeFile(paths.key, key);
  expect(await openCertificate(folder, paths)).toEqual({ cert, key, selfSigned: false });
  await expect(openCertificate(folder, { ...paths, key: undefined })).rejects.toThrow('TLS_CERT and TLS_KEY');
  await expect(openCertificate(folder, { ...paths, key: join(folder, 'none') })).rejects.toThrow('TLS_KEY');
  await writeFile(paths.cert, 'not PEM');
  await expect(openCertificate(folder, paths)).rejects.toThrow('PEM');
  const stranger = await openCertificate(join(folder, 'another'), none);
  await writeFile(paths.cert, stranger.cert);
  await expect(openCertificate(folder, paths)).rejects.toThrow('TLS_KEY is not the key of TLS_CERT');
});
