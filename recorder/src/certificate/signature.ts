import { verify } from 'node:crypto';
import type { ArchiveManifest, ArchiveSignature } from '@tongke/signaling/protocol/lesson';
import { type PublicKey, publicKeyOf, type SigningKey } from './signing-key.ts';

/** A manifest as it stands in its file: its signature is its last member, over every byte before that. */
export function signManifest(manifest: Omit<ArchiveManifest, 'signature'>, key: SigningKey): string {
  const signed = JSON.stringify(manifest).slice(0, -1);
  const signature: ArchiveSignature = {
    algorithm: 'Ed25519',
    keyId: key.public.keyId,
    publicKey: key.public.value,
    value: key.sign(Buffer.from(signed)),
  };
  return `${signed},"signature":${JSON.stringify(signature)}}\n`;
}

/** Who vouches for a manifest's bytes. */
export type Vouching =
  | { by: 'nobody' }
  /** A key that is known to whoever asks. */
  | { by: 'known'; keyId: string }
  /** The bytes are as they were signed, by a key that is not known. */
  | { by: 'foreign'; keyId: string }
  /** The bytes are not those that were signed. */
  | { by: 'broken'; keyId: string };

/** The end of a signed file, and nothing else: what follows the signed bytes can be no other member. */
const ending =
  /,"signature":\{"algorithm":"Ed25519","keyId":"([0-9a-f]{32})","publicKey":"([\w-]{43})","value":"([\w-]{86})"\}\}\n?$/;
const endingBytes = 320;

/** Whether a manifest's file ends with a signature, be it right or wrong. */
export const isSigned = (file: Buffer): boolean => ending.test(file.toString('latin1', endingOf(file)));

const endingOf = (file: Buffer): number => Math.max(0, file.length - endingBytes);

/** Holds a manifest's file against the keys that one knows. */
export function checkSignature(file: Buffer, known: readonly PublicKey[]): Vouching {
  const from = endingOf(file);
  const found = ending.exec(file.toString('latin1', from));
  if (found === null) return { by: 'nobody' };
  const [, keyId = '', publicKey = '', value = ''] = found;
  const signed = file.subarray(0, from + found.index);
  const own = known.find((key) => key.keyId === keyId);
  const key = own ?? publicKeyOf(publicKey);
  const bytes = Buffer.from(value, 'base64url');
  // One spelling only, so that not even a bit without meaning can be changed.
  const isExact = key.keyId === keyId && key.value === publicKey && bytes.toString('base64url') === value;
  const holds = isExact && verify(null, signed, key.key, bytes);
  if (!holds) return { by: 'broken', keyId };
  return { by: own ? 'known' : 'foreign', keyId };
}
