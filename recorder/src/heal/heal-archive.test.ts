import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveLayer, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { keyOf } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { ArchiveBytes } from '../publish/archive-bytes.ts';
import { movedSegment } from '../publish/cut/moved-segment.ts';
import { healArchive, type KeptTrack } from './heal-archive.ts';
import { makeLossySample, sentFrames } from './heal-sample.test-support.ts';
import type { KeptFrame } from './placed-frame.ts';

let root: string;
let key: SigningKey;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-heal-'));
  key = await keyOf(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const kept = (frames: KeptFrame[], other: Partial<KeptTrack> = {}): KeptTrack[] => [
  { trackId: 'mic-1', participantId: 'teacher', layer: 0, how: 'edge', nalUnits: 'startCodes', frames, ...other },
];
const manifestOf = async (folder: ArchiveFolder) =>
  JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;

async function layerOf(folder: ArchiveFolder): Promise<ArchiveLayer> {
  const layer = (await manifestOf(folder)).tracks[0]?.layers[0];
  if (!layer) throw new Error('the sample has no layer');
  return layer;
}

/** All samples as they stand in the files that the manifest lists. */
async function archived(folder: ArchiveFolder): Promise<Buffer[]> {
  const layer = await layerOf(folder);
  const onlyMs = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  const segments = await Promise.all(
    layer.segments.map((each) =>
      movedSegment(new ArchiveBytes(folder.path), layer, each, { kind: 'audio', onlyMs, originMs: 0 }),
    ),
  );
  return segments.flatMap((segment) => segment?.samples ?? []).map(({ data }) => data);
}

async function faultsOf(folder: ArchiveFolder) {
  return (await verifyArchive(folder.path, { known: [key.public] })).faults;
}

test('what was lost is there bit for bit, over ends of segments and of 32 bits; what was written stays; verify agrees', async () => {
  const frames = sentFrames(400);
  const folder = await makeLossySample(root, frames, (number) => number >= 90 && number < 165);
  const before = await layerOf(folder);
  expect(before.gaps).toMatchObject([{ cause: 'loss', packets: 75 }]);
  const files = await Promise.all(before.segments.map(({ path }) => readFile(folder.resolve(path))));
  const healing = await healArchive(folder, { kept: kept(frames.slice(80, 175)), key });
  expect(healing).toMatchObject({ refusal: null, refusedGaps: 0, changes: [{ type: 'gapHealed', frames: 75 }] });
  expect(await archived(folder)).toEqual(frames.map(({ data }) => data));
  expect(await faultsOf(folder)).toEqual([]);
  const manifest = await manifestOf(folder);
  const after = await layerOf(folder);
  expect(manifest).toMatchObject({ revision: 2, certificate: { gaps: {}, healed: { count: 1, frames: 75 } } });
  expect(manifest.certificate?.healed?.durationMs).toBeCloseTo(1_500, 0);
  expect(after).toMatchObject({ gaps: [], healed: [{ how: 'edge', frames: 75 }], mediaTime: { filledLossMs: 0 } });
  expect(after.mediaTime?.receivedMs).toBe(after.mediaTime?.expectedMs);
  expect(after.segments.map(({ startMs, durationMs }) => [startMs, durationMs])).toEqual(
    before.segments.map(({ startMs, durationMs }) => [startMs, durationMs]),
  );
  expect(after.segments.filter(({ path }) => /patch-2-/.test(path))).toHaveLength(2);
  expect(await Promise.all(before.segments.map(({ path }) => readFile(folder.resolve(path))))).toEqual(files);
  expect(await readFile(folder.resolve(after.playlist), 'utf8')).toContain('patch-2-000001.m4s');
  expect(await healArchive(folder, { kept: kept(frames), key })).toMatchObject({ changes: [] });
});

test.each([-9, 9])('a clock that is found to be off by %i ms in mid-lesson changes nothing', async (refitMs) => {
  const frames = sentFrames(400);
  const folder = await makeLossySample(root, frames, (number) => number >= 60 && number < 135, refitMs);
  await healArchive(folder, { kept: kept(frames.slice(40, 155)), key });
  expect(await archived(folder)).toEqual(frames.map(({ data }) => data));
  expect(await faultsOf(folder)).toEqual([]);
});

test('a hole without segments gets segments of its own, and what was never sent there is silence', async () => {
  const frames = sentFrames(600).filter(({ number }) => number < 250 || number >= 260);
  const folder = await makeLossySample(root, frames, (number) => number >= 100 && number < 300);
  expect((await layerOf(folder)).gaps).toMatchObject([{ cause: 'loss', sent: { ssrc: 1 } }]);
  const numbered = frames.map((frame, number) => ({ ...frame, number }));
  await healArchive(folder, { kept: kept(numbered), key });
  const silence = Array.from({ length: 10 }, () => Buffer.of(0xf8, 0xff, 0xfe));
  const sounds = frames.map(({ data }) => data);
  expect(await archived(folder)).toEqual([...sounds.slice(0, 250), ...silence, ...sounds.slice(250)]);
  expect(await faultsOf(folder)).toEqual([]);
  expect(await layerOf(folder)).toMatchObject({ gaps: [] });
});

test('what the sender lacks itself stays a gap', async () => {
  const frames = sentFrames(300);
  const folder = await makeLossySample(root, frames, (number) => number >= 90 && number < 165);
  await healArchive(folder, { kept: kept(frames.filter(({ number }) => number < 100 || number >= 110)), key });
  const { gaps, healed, mediaTime } = await layerOf(folder);
  expect(healed?.map((each) => each.frames)).toEqual([10, 55]);
  expect(gaps).toHaveLength(1);
  expect((gaps[0]?.toMs ?? 0) - (gaps[0]?.fromMs ?? 0)).toBeCloseTo(200, 1);
  expect(mediaTime?.filledLossMs).toBe(200);
  expect(await faultsOf(folder)).toEqual([]);
});

test('nothing is taken of another seat, of another stream, or of what does not fit beside the gap', async () => {
  const frames = sentFrames(300);
  const folder = await makeLossySample(root, frames, (number) => number >= 90 && number < 165);
  const text = await readFile(folder.manifest, 'utf8');
  const forged = frames.map((frame) => ({ ...frame, data: Buffer.of(0xf8, 9, 9) }));
  for (const offered of [
    kept(frames, { participantId: 'somebody' }),
    kept(frames, { trackId: 'mic-2' }),
    kept(frames, { layer: 1 }),
    kept(forged),
    kept(frames.slice(90, 165)),
    kept(frames.map((frame) => ({ ...frame, rtpTimestamp: (frame.rtpTimestamp + 96_000) % 2 ** 32 }))),
    kept([]),
  ]) {
    expect(await healArchive(folder, { kept: offered, key })).toMatchObject({ refusal: null, changes: [] });
  }
  expect(await readFile(folder.manifest, 'utf8')).toBe(text);
  expect((await readdir(folder.resolve('tracks/mic-1/0'))).filter((name) => name.startsWith('patch'))).toEqual([]);
  const other = await keyOf(join(root, 'other'));
  expect(await healArchive(folder, { kept: kept(frames), key: other })).toMatchObject({ refusal: 'notVouched' });
});

test('what was sent behind the last packet that ever came is there too, up to the end of the lesson', async () => {
  const frames = sentFrames(300);
  const folder = await makeLossySample(root, frames, (number) => number >= 90);
  const before = await layerOf(folder);
  expect([before.gaps, Math.round(before.endMs)]).toEqual([[], 2_800]);
  expect(await healArchive(folder, { kept: kept(frames.slice(60, 130)), key })).toMatchObject({ changes: [] });
  await healArchive(folder, { kept: kept(frames.slice(60).filter(({ number }) => number !== 120)), key });
  const after = await layerOf(folder);
  const sound = frames.slice(0, 250).map(({ data }) => data);
  expect(await archived(folder)).toEqual([...sound.slice(0, 120), ...sound.slice(121)]);
  expect(after).toMatchObject({ gaps: [{ cause: 'loss', packets: 0 }], healed: [{ frames: 30 }, { frames: 129 }] });
  expect([after.sentUntil, Math.round(after.endMs)]).toEqual([undefined, 6_000]);
  expect(await faultsOf(folder)).toEqual([]);
});
