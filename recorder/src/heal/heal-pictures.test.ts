import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveLayer, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { keyOf } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { ArchiveBytes } from '../publish/archive-bytes.ts';
import { healArchive, type KeptTrack } from './heal-archive.ts';
import { readPiece } from './picture-piece.ts';
import { keptOf, makeLossyPictures, type SentPicture, sentPictures } from './picture-sample.test-support.ts';

let root: string;
let key: SigningKey;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-heal-'));
  key = await keyOf(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const kept = (pictures: readonly SentPicture[], other: Partial<KeptTrack> = {}): KeptTrack[] => [
  {
    ...{ trackId: 'camera-1', participantId: 'teacher', layer: 0, how: 'edge', nalUnits: 'startCodes' },
    ...{ frames: keptOf(pictures), ...other },
  },
];
const manifestOf = async (folder: ArchiveFolder) =>
  JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;

async function layerOf(folder: ArchiveFolder): Promise<ArchiveLayer> {
  const layer = (await manifestOf(folder)).tracks[0]?.layers[0];
  if (!layer) throw new Error('the sample has no layer');
  return layer;
}

/** All pictures as they stand in the files that the manifest lists, with where they lie. */
async function archived(folder: ArchiveFolder): Promise<{ data: string; atMs: number }[]> {
  const layer = await layerOf(folder);
  const pieces = await Promise.all(layer.segments.map((each) => readPiece(new ArchiveBytes(folder.path), layer, each)));
  return pieces
    .flatMap((piece) => piece?.pictures ?? [])
    .map(({ data, atMs }) => ({ data: data.toString('hex'), atMs }));
}

async function isAsSent(folder: ArchiveFolder, pictures: readonly SentPicture[]): Promise<void> {
  const found = await archived(folder);
  expect(found.map(({ data }) => data)).toEqual(pictures.map(({ held }) => held.toString('hex')));
  for (const [index, { atMs }] of pictures.entries())
    expect((found[index]?.atMs ?? 0) - atMs - 1_000.4).toBeCloseTo(0, 0);
}

const faultsOf = async (folder: ArchiveFolder) => (await verifyArchive(folder.path, { known: [key.public] })).faults;
const every50 = (number: number) => number % 50 === 0;

test.each(['avc1', 'vp8'] as const)('lost pictures of %s are there bit for bit, where they were', async (codec) => {
  const pictures = sentPictures(200, codec, every50);
  // Within a segment, over a key frame, and at another's end.
  const isLost = (number: number) => (number >= 10 && number < 13) || (number >= 90 && number < 105) || number === 149;
  const folder = await makeLossyPictures(root, codec, pictures, isLost);
  const before = await layerOf(folder);
  expect(before.gaps.map(({ cause, packets }) => [cause, packets])).toEqual([
    ['loss', 6],
    ['loss', 30],
    ['loss', 2],
  ]);
  const files = await Promise.all(before.segments.map(({ path }) => readFile(folder.resolve(path))));
  const healing = await healArchive(folder, { kept: kept(pictures), key });
  expect(healing).toMatchObject({ refusal: null, refusedGaps: 0 });
  expect(healing.changes.map((change) => change.type === 'gapHealed' && change.frames)).toEqual([3, 15, 1]);
  await isAsSent(folder, pictures);
  expect(await faultsOf(folder)).toEqual([]);
  const { certificate, revision } = await manifestOf(folder);
  const layers = [{ trackId: 'camera-1', layer: 0, how: 'edge', count: 3, frames: 19, packets: 38 }];
  expect(revision).toBe(2);
  expect(certificate).toMatchObject({ gaps: {}, healed: { count: 3, frames: 19, packets: 38, layers } });
  const after = await layerOf(folder);
  expect(after.gaps).toEqual([]);
  expect(after.mediaTime?.receivedMs).toBe(after.mediaTime?.expectedMs);
  expect(after.segments.at(-1)).toEqual(before.segments.at(-1));
  expect(await Promise.all(before.segments.map(({ path }) => readFile(folder.resolve(path))))).toEqual(files);
  expect(await healArchive(folder, { kept: kept(pictures), key })).toMatchObject({ changes: [] });
});

test('an outage without segments is filled from the picture before it to the key frame behind it', async () => {
  const pictures = sentPictures(400, 'avc1', every50);
  const folder = await makeLossyPictures(root, 'avc1', pictures, (number) => number >= 120 && number < 300);
  expect((await layerOf(folder)).gaps).toMatchObject([{ cause: 'loss', sent: { ssrc: 1 } }]);
  await healArchive(folder, { kept: kept(pictures.slice(100, 310)), key });
  await isAsSent(folder, pictures);
  expect(await faultsOf(folder)).toEqual([]);
  const { gaps, segments } = await layerOf(folder);
  expect(gaps).toEqual([]);
  expect(Math.max(...segments.map(({ durationMs }) => durationMs))).toBeLessThan(2_100);
});

test('pictures whose own one before them is missing are left out, up to the next key frame', async () => {
  const pictures = sentPictures(400, 'vp8', every50);
  const folder = await makeLossyPictures(root, 'vp8', pictures, (number) => number >= 120 && number < 300);
  const offered = pictures.filter(({ number }) => number !== 170);
  await healArchive(folder, { kept: kept(offered), key });
  await isAsSent(
    folder,
    pictures.filter(({ number }) => number < 170 || number >= 200),
  );
  expect(await faultsOf(folder)).toEqual([]);
  const { gaps, healed } = await layerOf(folder);
  expect(healed?.map(({ frames }) => frames)).toEqual([50, 100]);
  expect(gaps).toMatchObject([{ cause: 'loss', packets: 0, sent: { ssrc: 1 } }]);
  expect((gaps[0]?.toMs ?? 0) - (gaps[0]?.fromMs ?? 0)).toBeCloseTo(30 * 40, -2);
  // Another source has it.
  const all = pictures.map((picture) => ({ ...picture, sent: picture.held }));
  const other = kept(all, { participantId: null, how: 'recorder', nalUnits: 'lengths' });
  expect(await healArchive(folder, { kept: other, key })).toMatchObject({ changes: [{ frames: 30, how: 'recorder' }] });
  await isAsSent(folder, pictures);
  const { certificate } = await manifestOf(folder);
  expect(certificate?.healed?.layers?.map(({ how, frames }) => [how, frames])).toEqual([
    ['edge', 150],
    ['recorder', 30],
  ]);
  expect(await faultsOf(folder)).toEqual([]);
});

test('times in which nothing was sent are said to be so', async () => {
  const sent = sentPictures(400, 'avc1', (number) => number % 50 === 0 || number === 225);
  const pictures = sent
    .filter(({ number }) => number < 150 || number >= 225)
    .map((each, number) => ({ ...each, number }));
  const folder = await makeLossyPictures(root, 'avc1', pictures, (number) => number >= 120 && number < 175);
  await healArchive(folder, { kept: kept(pictures), key });
  await isAsSent(folder, pictures);
  const { gaps, healed } = await layerOf(folder);
  expect(healed?.map(({ frames }) => frames)).toEqual([30, 25]);
  expect(gaps).toMatchObject([{ cause: 'sourcePaused', packets: 0 }]);
  expect(gaps[0]?.sent).toBeUndefined();
  expect(await faultsOf(folder)).toEqual([]);
});

test('pictures behind the last one that ever came are there too', async () => {
  const pictures = sentPictures(120, 'avc1', every50);
  const folder = await makeLossyPictures(root, 'avc1', pictures, (number) => number >= 60);
  expect(await layerOf(folder)).toMatchObject({ gaps: [], sentUntil: { ssrc: 1 } });
  await healArchive(folder, { kept: kept(pictures.slice(40)), key });
  await isAsSent(folder, pictures);
  const { gaps, healed, endMs } = await layerOf(folder);
  expect([gaps, healed?.map(({ frames }) => frames)]).toEqual([[], [60]]);
  expect(endMs).toBeGreaterThan(5_780);
  expect(await faultsOf(folder)).toEqual([]);
});

test('nothing is taken of another seat or layer, of what does not fit beside the gap, or of what is no picture', async () => {
  const pictures = sentPictures(200, 'avc1', every50);
  const folder = await makeLossyPictures(root, 'avc1', pictures, (number) => number >= 60 && number < 70);
  const text = await readFile(folder.manifest, 'utf8');
  const forged = pictures.map((picture) => ({
    ...picture,
    sent: Buffer.of(0, 0, 1, 0x41, 9, picture.number & 0xff, 9),
  }));
  for (const offered of [
    kept(pictures, { participantId: 'somebody' }),
    kept(pictures, { participantId: null }),
    kept(pictures, { layer: 1 }),
    kept(pictures, { nalUnits: 'lengths' }),
    kept(forged),
    kept(pictures.slice(60, 70)),
    kept(pictures.map((picture) => ({ ...picture, atMs: picture.atMs + 4_000 }))),
    kept(pictures.map((picture) => ({ ...picture, sent: Buffer.alloc(40) }))),
    kept([]),
  ]) {
    expect(await healArchive(folder, { kept: offered, key })).toMatchObject({ refusal: null, changes: [] });
  }
  expect(await readFile(folder.manifest, 'utf8')).toBe(text);
});
