import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { checkSignature, signManifest } from './signature.ts';
import { readOrMakeSigningKey, type SigningKey } from './signing-key.ts';

const manifest = {
  format: 'tongke-archive',
  version: 1,
  title: '水的三态,"signature":{}',
  tracks: [],
} as unknown as ArchiveManifest;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let own: SigningKey;
let other: SigningKey;
beforeEach(async () => {
  folder = await temporaryFolder();
  own = await readOrMakeSigningKey(join(folder.path, 'own.pem'));
  other = await readOrMakeSigningKey(join(folder.path, 'other.pem'));
});
afterEach(() => folder.remove());

const signed = (key = own) => signManifest(manifest, key);
const check = (text: string | Buffer, known = [own.public]) => checkSignature(Buffer.from(text), known);

test('a signed manifest reads as before, and its signature says whose it is', () => {
  const { signature, ...rest } = JSON.parse(signed()) as ArchiveManifest;
  expect(rest).toEqual(manifest);
  expect(signature).toMatchObject({ algorithm: 'Ed25519', keyId: own.public.keyId });
  expect(check(signed())).toEqual({ by: 'known', keyId: own.public.keyId });
  expect(check(signed(other))).toEqual({ by: 'foreign', keyId: other.public.keyId });
  expect(check(`${JSON.stringify(manifest)}\n`)).toEqual({ by: 'nobody' });
});

test('no changed byte before the end is vouched for', () => {
  const bytes = Buffer.from(signed());
  fc.assert(
    fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ mask;
      expect(check(changed).by).not.toBe('known');
    }),
    { numRuns: 2_000 },
  );
});

test('nothing can be added behind a signature, nor a known name be put beside another key', () => {
  const text = signed();
  expect(check(text.replace(/\}\}\n$/, '},"tracks":["more"]}\n'))).toEqual({ by: 'nobody' });
  expect(check(`${text}{}`)).toEqual({ by: 'nobody' });
  const posing = signed(other).replace(other.public.keyId, own.public.keyId);
  expect(check(posing)).toEqual({ by: 'broken', keyId: own.public.keyId });
  const renamed = signed(other).replace(other.public.keyId, '0'.repeat(32));
  expect(check(renamed)).toEqual({ by: 'broken', keyId: '0'.repeat(32) });
});
