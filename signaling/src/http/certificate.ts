import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  /** PEM. */
  cert: string;
  /** PEM. */
  key: string;
  /** Whether it was made here, so that browsers warn once. */
  selfSigned: boolean;
}

const lifeMs = 365 * 24 * 3_600_000;
const renewBeforeMs = 30 * 24 * 3_600_000;

/**
 * The operator's certificate, or one of our own for this machine's names and addresses: kept in `<dataDir>/tls/`, made anew when an
 * address is missing in it or it ends within 30 days. Throws an error that names the variable when the operator's cannot be used.
 */
export async function openCertificate(
  dataDir: string,
  given: { cert: string | undefined; key: string | undefined },
): Promise<Certificate> {
  if (given.cert || given.key) return await readGiven(given.cert, given.key);
  const folder = join(dataDir, 'tls');
  const files = { cert: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const addresses = localAddresses();
  const kept = await readKept(files, addresses);
  if (kept) return kept;
  const made = await make(addresses);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replace(files.key, made.key, 0o600);
  await replace(files.cert, made.cert, 0o644);
  return made;
}

async function readGiven(certPath: string | undefined, keyPath: string | undefined): Promise<Certificate> {
  if (!certPath || !keyPath) throw new Error('TLS_CERT and TLS_KEY go together');
  const read = (variable: string, path: string) =>
    readFile(path, 'utf8').catch((cause) => {
      throw new Error(`${variable}: ${path} cannot be read`, { cause });
    });
  const [cert, key] = [await read('TLS_CERT', certPath), await read('TLS_KEY', keyPath)];
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return { cert, key, selfSigned: false };
  } catch (cause) {
    throw new Error('TLS_CERT and TLS_KEY must be PEM files, the key without a passphrase', { cause });
  }
  throw new Error('TLS_KEY is not the key of TLS_CERT');
}

async function make(addresses: readonly string[]): Promise<Certificate> {
  // Loaded only now: it is large, and needed once in a year.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Tongke' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + lifeMs),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: hostname() },
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private, selfSigned: true };
}

async function readKept(
  files: { cert: string; key: string },
  addresses: readonly string[],
): Promise<Certificate | null> {
  try {
    const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]);
    const parsed = new X509Certificate(cert);
    const lasts = parsed.validToDate.getTime() - Date.now() > renewBeforeMs;
    const fits = addresses.every((ip) => parsed.checkIP(ip) !== undefined);
    return lasts && fits && parsed.checkPrivateKey(createPrivateKey(key)) ? { cert, key, selfSigned: true } : null;
  } catch {
    // None yet, or one that cannot be read: a new one takes its place.
    return null;
  }
}

async function replace(path: string, content: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, content, { mode });
  await rename(`${path}.new`, path);
}

const localAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((each) =>
    (each ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  );
