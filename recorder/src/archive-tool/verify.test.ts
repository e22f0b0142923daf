import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { OwnerMark } from '../archive/owner.ts';
import { signManifest } from '../certificate/signature.ts';
import { readOrMakeSigningKey, type SigningKey } from '../certificate/signing-key.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { keyOf, makeSample, sampleEntries } from './sample-archive.test-support.ts';
import { verifyArchive } from './verify.ts';

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: ArchiveFolder;
let key: SigningKey;
beforeEach(async () => {
  root = await temporaryFolder();
  folder = await makeSample(root.path);
  key = await keyOf(root.path);
});
afterEach(() => root.remove());

const verify = (known = [key.public]) => verifyArchive(folder.path, { known });
const faults = async () => (await verify()).faults;
const at = (path: string) => join(folder.path, path);
const segment = (track: number, number: number) => `tracks/mic-${track}/0/00000${number}.m4s`;
const manifest = async (): Promise<ArchiveManifest> => JSON.parse(await readFile(folder.manifest, 'utf8'));

/** Changes the manifest and signs it again: what only its own recorder could do. */
async function rewrite(change: (manifest: ArchiveManifest) => object): Promise<void> {
  const { signature: _, ...rest } = await manifest();
  await writeFile(folder.manifest, signManifest({ ...rest, ...change(rest) } as ArchiveManifest, key));
}

async function flipByte(path: string, position: number): Promise<void> {
  const bytes = await readFile(at(path));
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  await writeFile(at(path), bytes);
}

test('a sealed archive is whole, and its certificate says how much of the lesson is there', async () => {
  const seen: number[][] = [];
  const verified = await verifyArchive(folder.path, {
    known: [key.public],
    onProgress: (...files) => seen.push(files),
  });
  expect(verified.faults).toEqual([]);
  expect(verified).toMatchObject({
    lessonId: 'lesson',
    title: '光的折射',
    state: 'sealed',
    revision: 1,
    vouching: { by: 'known', keyId: key.public.keyId },
    hasLog: true,
    files: 8,
    certificate: { expectedMs: 12_000, receivedMs: 12_000, expectedPackets: 600, receivedPackets: 600, gaps: {} },
  });
  expect(seen.at(-1)).toEqual([8, 8]);
});

test('a missing, a truncated and an altered segment are named', async () => {
  await rm(at(segment(1, 1)));
  await truncate(at(segment(1, 2)), 100);
  await flipByte(segment(2, 3), 200);
  await flipByte('tracks/mic-2/0/init-1.mp4', 30);
  expect(await faults()).toEqual([
    { type: 'missing', path: segment(1, 1) },
    { type: 'truncated', path: segment(1, 2), expectedBytes: expect.any(Number), foundBytes: 100 },
    { type: 'altered', path: 'tracks/mic-2/0/init-1.mp4' },
    { type: 'altered', path: segment(2, 3) },
  ]);
});

test('swapped segments are named with what they hold', async () => {
  await rename(at(segment(1, 1)), at('spare'));
  await rename(at(segment(2, 2)), at(segment(1, 1)));
  await rename(at('spare'), at(segment(2, 2)));
  expect(await faults()).toEqual([
    { type: 'swapped', path: segment(1, 1), holds: segment(2, 2) },
    { type: 'swapped', path: segment(2, 2), holds: segment(1, 1) },
  ]);
});

test('a changed byte of a log is named by its line, in the public and in the whole log', async () => {
  const lines = (await readFile(folder.events, 'utf8')).split('\n');
  await flipByte('events.jsonl', Buffer.byteLength(`${lines.slice(0, 2).join('\n')}\n`) + 70);
  await flipByte('private/log.jsonl', 60);
  expect(await faults()).toEqual([
    { type: 'logLine', path: 'events.jsonl', line: 3 },
    { type: 'logLine', path: 'private/log.jsonl', line: 1 },
  ]);
});

test('a log that lacks its end, or has more, is named by its length', async () => {
  const text = await readFile(folder.events, 'utf8');
  const lines = text.split('\n').length - 1;
  await writeFile(folder.events, text.slice(0, text.lastIndexOf('{"hash"')));
  await appendFile(folder.log, '{"more":1}\n');
  expect(await faults()).toEqual([
    { type: 'logLength', path: 'events.jsonl', expectedLines: lines, foundLines: lines - 1 },
    { type: 'logLength', path: 'private/log.jsonl', expectedLines: 6, foundLines: 7 },
  ]);
});

test('the log of another lesson does not pass, however whole it is', async () => {
  const other = await makeSample(join(root.path, 'other'), { entries: sampleEntries.slice(0, 5) });
  await writeFile(folder.events, await readFile(other.events));
  expect((await faults()).map(({ type }) => type)).toEqual(['logLength']);
});

test('what anybody can fetch can be checked without the whole log', async () => {
  await rm(folder.private, { recursive: true });
  expect(await verify()).toMatchObject({ hasLog: false, faults: [] });
});

test('a foreign signature is said as such, a changed manifest too, and one that was taken away', async () => {
  const other = await readOrMakeSigningKey(join(root.path, 'other.pem'));
  expect((await verify([other.public])).faults).toEqual([{ type: 'signatureForeign', keyId: key.public.keyId }]);
  expect((await verify([])).faults).toEqual([{ type: 'signatureForeign', keyId: key.public.keyId }]);
  const text = await readFile(folder.manifest, 'utf8');
  await writeFile(folder.manifest, text.replace('"receivedPackets":300', '"receivedPackets":301'));
  expect(await faults()).toEqual([{ type: 'signatureBroken', keyId: key.public.keyId }]);
  await writeFile(folder.manifest, text.replace(/,"signature":.*$/m, '}'));
  expect(await faults()).toEqual([{ type: 'signatureMissing' }]);
});

test('a manifest of a newer version is refused, and nothing else is looked at', async () => {
  await rm(at(segment(1, 1)));
  await writeFile(folder.manifest, JSON.stringify({ format: 'tongke-archive', version: 2, tracks: 'otherwise' }));
  expect(await verify()).toMatchObject({ state: 'unknown', faults: [{ type: 'newerVersion', version: 2 }] });
});

test('names that lead out of the archive are refused, signed or not', async () => {
  await writeFile(join(root.path, 'secret'), 'secret');
  for (const path of [
    '../secret',
    '/etc/passwd',
    'tracks/../../secret',
    'tracks\\..\\secret',
    '',
    '.',
    'a/./b',
    'a\0b',
  ]) {
    await rewrite(({ tracks }) => ({
      tracks: tracks.map((track) => ({
        ...track,
        layers: track.layers.map((layer) => ({
          ...layer,
          segments: layer.segments.map((each, index) => (index === 0 ? { ...each, path } : each)),
        })),
      })),
    }));
    expect(await faults()).toEqual([
      { type: 'unsafePath', path },
      { type: 'unsafePath', path },
    ]);
    await rm(folder.path, { recursive: true });
    folder = await makeSample(root.path);
  }
  await rewrite(({ events }) => ({ events: { ...events, path: '../../secret' } }));
  expect(await faults()).toEqual([{ type: 'unsafePath', path: '../../secret' }]);
});

test('a name that leads out through a link is refused', async () => {
  await rm(at('tracks/mic-1'), { recursive: true });
  await mkdir(join(root.path, 'elsewhere'));
  await symlink(join(root.path, 'elsewhere'), at('tracks/mic-1'));
  await rm(at(segment(2, 1)));
  await symlink('/dev/zero', at(segment(2, 1)));
  expect(
    new Set((await faults()).map((fault) => ('path' in fault ? `${fault.type} ${fault.path}` : fault.type))),
  ).toEqual(
    new Set([
      ...[1, 2, 3].map((number) => `missing ${segment(1, number)}`),
      'missing tracks/mic-1/0/init-1.mp4',
      `unsafePath ${segment(2, 1)}`,
    ]),
  );
  await mkdir(join(root.path, 'elsewhere/0'));
  await writeFile(join(root.path, 'elsewhere/0/000001.m4s'), 'x');
  expect(await faults()).toContainEqual({ type: 'unsafePath', path: segment(1, 1) });
});

test('an archive of before there were certificates is without one, and not broken', async () => {
  const { signature, certificate, revision, previous, changes, log, ...old } = await manifest();
  const { chain, ...events } = old.events;
  const plain = (await readFile(folder.events, 'utf8')).replace(/\{"hash":"[\w-]{43}",/g, '{');
  await writeFile(folder.events, plain);
  const sha256 = createHash('sha256').update(plain).digest('hex');
  await writeFile(folder.manifest, `${JSON.stringify({ ...old, events: { ...events, sha256 } })}\n`);
  expect(await verify()).toMatchObject({ state: 'sealed', certificate: null, vouching: { by: 'nobody' }, faults: [] });
  await writeFile(folder.events, plain.replace('lessonEnded', 'lessonended'));
  expect(await faults()).toEqual([{ type: 'altered', path: 'events.jsonl' }]);
});

test('a hole that no gap declares is named', async () => {
  await rewrite(({ tracks }) => ({
    tracks: tracks.map((track, index) => ({
      ...track,
      layers: track.layers.map((layer) => ({
        ...layer,
        segments: layer.segments.filter((_, number) => index !== 0 || number !== 1),
      })),
    })),
  }));
  expect(await faults()).toEqual([{ type: 'holeUndeclared', trackId: 'mic-1', layer: 0, fromMs: 2_000, toMs: 4_000 }]);
});

test('a manifest that is none is named with the reason', async () => {
  for (const [text, reason] of [
    ['{', 'JSON'],
    ['[]', ''],
    ['{"format":"tongke-archive","version":1,"sealed":true}', 'lessonId'],
  ] as const) {
    await writeFile(folder.manifest, text);
    expect(await faults()).toEqual([{ type: 'manifestUnreadable', reason: expect.stringContaining(reason) }]);
  }
  await rm(folder.manifest);
  expect(await faults()).toEqual([{ type: 'manifestMissing' }]);
});

test('an unsealed archive that nobody writes is named; one that is being written is not', async () => {
  await rm(folder.path, { recursive: true });
  folder = await makeSample(root.path, { sealed: false });
  expect(await verify()).toMatchObject({ state: 'unsealed', faults: [{ type: 'unsealed' }] });
  const mark = await OwnerMark.set(folder);
  expect(await verify()).toMatchObject({ state: 'recording', faults: [] });
  await mark.remove();
});
