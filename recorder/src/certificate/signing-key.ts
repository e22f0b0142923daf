import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCode, writeWhole } from '../archive/files.ts';

/** In the data folder. */
export const signingKeyName = 'recorder-key.pem';
/** Among the archives: the public keys of all that recorded them. */
export const publishedKeysName = 'keys';

/** A recorder's Ed25519 key (RFC 8032). The private part never leaves this object. */
export interface SigningKey {
  readonly public: PublicKey;
  /** base64url. */
  sign(bytes: Buffer): string;
}

/** What others need to check a signature. */
export interface PublicKey {
  /** The first 128 bits of the SHA-256 of the 32 key bytes, hexadecimal. */
  readonly keyId: string;
  /** The 32 key bytes, base64url. */
  readonly value: string;
  readonly key: KeyObject;
}

/**
 * Reads a recorder's key (PKCS #8, PEM), or makes one that only this user can read. Throws an error that names the file when it holds
 * none.
 */
export async function readOrMakeSigningKey(path: string): Promise<SigningKey> {
  const known = await readSigningKey(path);
  if (known !== null) return known;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    const file = await open(fresh, 'wx', 0o600);
    await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await file.sync();
    await file.close();
    // It appears whole, or not at all when another process was faster.
    await link(fresh, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  const made = await readSigningKey(path);
  if (made === null) throw new Error(`${path} was removed while it was made`);
  return made;
}

/** A key that nobody keeps: to see what would be done. */
export const passingKey = (): SigningKey => signingKey(generateKeyPairSync('ed25519').privateKey);

/** Null when there is no such file. Throws an error that names the file when it holds no key. */
export async function readSigningKey(path: string): Promise<SigningKey | null> {
  let pem: string;
  try {
    pem = await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  const key = parse(() => createPrivateKey(pem), path);
  await chmod(path, 0o600);
  return signingKey(key);
}

/** Reads a public key (SPKI, PEM). Throws an error that names the file when it holds none. */
export async function readPublicKey(path: string): Promise<PublicKey> {
  const pem = await readFile(path, 'utf8');
  // A private key would be taken too, and its public part used: whoever checks should not have it.
  if (pem.includes('PRIVATE')) throw new Error(`${path} holds a private key; give the public one`);
  return publicPart(parse(() => createPublicKey(pem), path));
}

/** A key by its 32 bytes in base64url, as manifests carry it. */
export function publicKeyOf(value: string): PublicKey {
  return publicPart(createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: value }, format: 'jwk' }));
}

/** Puts a key where everybody can have it: `<keyId>.pem` in a folder. */
export async function publishKey(folder: string, { keyId, key }: PublicKey): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, `${keyId}.pem`), key.export({ type: 'spki', format: 'pem' }), { sync: true });
}

const signingKey = (key: KeyObject): SigningKey => ({
  public: publicPart(key),
  sign: (bytes) => sign(null, bytes, key).toString('base64url'),
});

function publicPart(key: KeyObject): PublicKey {
  const own = key.type === 'private' ? createPublicKey(key) : key;
  const { x = '' } = own.export({ format: 'jwk' });
  const keyId = createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 32);
  return { keyId, value: x, key: own };
}

function parse(read: () => KeyObject, path: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    throw new Error(`${path} does not hold a key`, { cause: error });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} does not hold an Ed25519 key`);
  return key;
}
