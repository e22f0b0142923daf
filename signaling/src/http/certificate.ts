import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  cert: string;
  key: string;
  /** Whether it was made here, so that browsers warn once. */
  selfSigned: boolean;
}

const year = 365 * 24 * 3_600_000;
const renewBefore = 30 * 24 * 3_600_000;

/** The operator's certificate, or one of our own for this machine's names and addresses, kept and renewed. */
export async function openCertificate(
  dataDir: string,
  given: { cert: string | undefined; key: string | undefined },
): Promise<Certificate> {
  if (given.cert && given.key) {
    return { cert: await readFile(given.cert, 'utf8'), key: await readFile(given.key, 'utf8'), selfSigned: false };
  }
  if (given.cert || given.key) throw new Error('TLS_CERT and TLS_KEY go together');
  const folder = join(dataDir, 'tls');
  const files = { cert: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const addresses = localAddresses();
  const kept = await readKept(files, addresses);
  if (kept) return kept;
  const made = await generate([{ name: 'commonName', value: 'Tongke' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + year),
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
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replace(files.key, made.private, 0o600);
  await replace(files.cert, made.cert, 0o644);
  return { cert: made.cert, key: made.private, selfSigned: true };
}

async function readKept(files: { cert: string; key: string }, addresses: string[]): Promise<Certificate | null> {
  try {
    const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]);
    const parsed = new X509Certificate(cert);
    const lasts = parsed.validToDate.getTime() - Date.now() > renewBefore;
    const fits = addresses.every((ip) => parsed.checkIP(ip) !== undefined);
    return lasts && fits ? { cert, key, selfSigned: true } : null;
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
