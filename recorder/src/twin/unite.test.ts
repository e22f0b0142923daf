import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { OwnerMark } from '../archive/owner.ts';
import { keyOf } from '../archive-tool/sample-archive.test-support.ts';
import { sealLeft } from '../archive-tool/seal-left.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { makeLossySample, sentFrames } from '../heal/heal-sample.test-support.ts';
import { makeLossyPictures, sentPictures } from '../heal/picture-sample.test-support.ts';
import { erase } from '../keeping/erase.ts';
import { ArchiveBytes } from '../publish/archive-bytes.ts';
import { movedSegment } from '../publish/cut/moved-segment.ts';
import { findTwins, twinsPath } from './twin-folder.ts';
import { Unions } from './unions.ts';
import { unite } from './unite.ts';
import { uniteApart } from './unite-apart.ts';

let root: string;
let key: SigningKey;
let archivesPath: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-twin-'));
  key = await keyOf(root);
  archivesPath = join(root, 'archive');
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Make = (isLost: (number: number) => boolean) => Promise<ArchiveFolder>;
const between = (from: number, to: number) => (number: number) => number >= from && number < to;

/** Two archives of the same sender, each without some of its frames. */
async function makeBoth(make: Make, lost: { twin: Parameters<Make>[0]; archive: Parameters<Make>[0] }) {
  const made = await make(lost.twin);
  const place = twinsPath(archivesPath, 'twin');
  await mkdir(place, { recursive: true });
  await rename(made.path, join(place, made.name));
  return { twin: new ArchiveFolder(place, made.name), archive: await make(lost.archive) };
}

const frames = sentFrames(400);
const sound: Make = (isLost) => makeLossySample(root, frames, isLost);
const manifestOf = async (folder: ArchiveFolder) =>
  JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;
const faultsOf = async ({ path }: ArchiveFolder) => (await verifyArchive(path, { known: [key.public] })).faults;

/** All samples as they stand in the files that the manifest lists. */
async function samplesOf(folder: ArchiveFolder, kind: 'audio' | 'video'): Promise<Buffer[]> {
  const layer = (await manifestOf(folder)).tracks[0]?.layers[0];
  const onlyMs = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
  const segments = await Promise.all(
    (layer?.segments ?? []).map(
      (each) => layer && movedSegment(new ArchiveBytes(folder.path), layer, each, { kind, onlyMs, originMs: 0 }),
    ),
  );
  return segments.flatMap((segment) => segment?.samples ?? []).map(({ data }) => data);
}

test('sound that one of two recorders has is in the archive afterwards, certified, and the twin is gone', async () => {
  const { twin, archive } = await makeBoth(sound, { twin: between(250, 300), archive: between(90, 165) });
  expect(await unite(twin, { archivesPath, key })).toEqual({ state: 'united', gaps: 1, frames: 75 });
  expect(await samplesOf(archive, 'audio')).toEqual(frames.map(({ data }) => data));
  expect((await manifestOf(archive)).certificate).toMatchObject({
    gaps: {},
    healed: { count: 1, frames: 75, layers: [{ trackId: 'mic-1', layer: 0, how: 'recorder' }] },
  });
  expect(await faultsOf(archive)).toEqual([]);
  expect(await findTwins(archivesPath)).toEqual([]);
});

test('an outage of sound without segments is filled', async () => {
  const { twin, archive } = await makeBoth(sound, { twin: () => false, archive: between(90, 300) });
  expect(await unite(twin, { archivesPath, key })).toMatchObject({ state: 'united', frames: 210 });
  expect(await samplesOf(archive, 'audio')).toEqual(frames.map(({ data }) => data));
});

test('pictures too, with what is missing in mid-segment and what came without a key frame', async () => {
  const pictures = sentPictures(300, 'avc1', (number) => number % 50 === 0);
  const make: Make = (isLost) => makeLossyPictures(root, 'avc1', pictures, isLost);
  const lost = (number: number) => between(70, 75)(number) || between(140, 230)(number);
  const { twin, archive } = await makeBoth(make, { twin: between(255, 258), archive: lost });
  expect(await unite(twin, { archivesPath, key })).toMatchObject({ state: 'united' });
  expect(await samplesOf(archive, 'video')).toEqual(pictures.map(({ held }) => held));
  expect((await manifestOf(archive)).certificate).toMatchObject({ gaps: {} });
  expect(await faultsOf(archive)).toEqual([]);
});

test('what was sent from the end of the first recorder to that of its track is there; and what the twin lacks too is said', async () => {
  const place = twinsPath(archivesPath, 'twin');
  // The track ends six seconds behind the lesson's beginning; its first frame is one behind it.
  for (const count of [250, 225]) {
    const twinFrames = frames.slice(0, count);
    const whole = await makeLossySample(root, twinFrames, () => false);
    await mkdir(place, { recursive: true });
    await rename(whole.path, join(place, whole.name));
    const archive = await makeLossySample(root, frames.slice(0, 200), between(90, 100));
    await rm(archive.manifest);
    await sealLeft(archive, key);
    expect(await unite(new ArchiveFolder(place, whole.name), { archivesPath, key })).toMatchObject({ state: 'united' });
    expect(await samplesOf(archive, 'audio')).toEqual(twinFrames.map(({ data }) => data));
    const { gaps, endMs } = (await manifestOf(archive)).tracks[0]?.layers[0] ?? {};
    expect(gaps?.map(({ cause }) => cause)).toEqual(count === 250 ? [] : ['recorderAway']);
    expect(endMs).toBeCloseTo(1_000 + count * 20, -1);
    expect(await faultsOf(archive)).toEqual([]);
    await rm(archive.path, { recursive: true });
  }
});

test('what both lack stays declared; a twin that has nothing more goes', async () => {
  const { twin, archive } = await makeBoth(sound, { twin: between(100, 150), archive: between(90, 165) });
  expect(await unite(twin, { archivesPath, key })).toMatchObject({ state: 'united', gaps: 2, frames: 25 });
  const gaps = (await manifestOf(archive)).tracks[0]?.layers[0]?.gaps ?? [];
  expect(gaps.map(({ cause }) => cause)).toEqual(['loss']);
  expect((gaps[0]?.toMs ?? 0) - (gaps[0]?.fromMs ?? 0)).toBeCloseTo(1_000, 0);
  expect(await findTwins(archivesPath)).toEqual([]);
});

test('a twin is kept while the archive could not take what it has', async () => {
  const other = sentFrames(400).map((frame) => ({ ...frame, data: Buffer.of(0xf8, 9, frame.number & 0xff) }));
  const foreign = await makeBoth((isLost) => makeLossySample(root, other, isLost), {
    ...{ twin: () => false, archive: () => false },
  });
  await rm(foreign.archive.path, { recursive: true });
  const archive = await sound(between(90, 165));
  const text = await readFile(archive.manifest, 'utf8');
  expect(await unite(foreign.twin, { archivesPath, key })).toMatchObject({
    ...{ state: 'kept', why: 'lacking', lacking: [{ trackId: 'mic-1', layer: 0 }] },
  });
  expect(await readFile(archive.manifest, 'utf8')).toBe(text);
  expect(await findTwins(archivesPath)).toHaveLength(1);
  await rm(archive.path, { recursive: true });
  expect(await unite(foreign.twin, { archivesPath, key })).toMatchObject({ state: 'kept', why: 'noArchive' });
});

test('whatever step was cut short, the next start finishes it', async () => {
  const { twin, archive } = await makeBoth(sound, { twin: () => false, archive: between(90, 165) });
  // Its recorder was killed before it sealed; patches lie there that no revision lists; and a third was being removed.
  await rm(twin.manifest);
  await writeFile(archive.resolve('tracks/mic-1/0/patch-2-000001.m4s'), 'half');
  await mkdir(join(twin.path, '..', `.going-${twin.name}`));
  const mark = await OwnerMark.set(archive);
  const said: string[] = [];
  const unions = new Unions({
    ...{ archivesPath, keyFile: join(root, 'recorder-key.pem'), run: uniteApart, againMs: 20 },
    logger: pino({ level: 'info' }, { write: (line: string) => void said.push(line) }),
  });
  unions.look();
  await mark.remove();
  await expect.poll(() => said.join(''), { timeout: 10_000 }).toContain('united with its twin');
  await unions.close();
  expect(await readdir(join(root, 'twins', 'twin'))).toEqual([]);
  expect(await samplesOf(archive, 'audio')).toEqual(frames.map(({ data }) => data));
  expect(await faultsOf(archive)).toEqual([]);
});

test('a union that was cut short before the twin was removed changes nothing more', async () => {
  const { twin, archive } = await makeBoth(sound, { twin: () => false, archive: between(90, 165) });
  await cp(twin.path, join(root, 'copy'), { recursive: true });
  await unite(twin, { archivesPath, key });
  const text = await readFile(archive.manifest, 'utf8');
  await rename(join(root, 'copy'), twin.path);
  expect(await unite(twin, { archivesPath, key })).toEqual({ state: 'united', gaps: 0, frames: 0 });
  expect(await readFile(archive.manifest, 'utf8')).toBe(text);
});

test('what is erased from an archive goes from its twin, and does not come back', async () => {
  const { twin, archive } = await makeBoth(sound, { twin: () => false, archive: between(90, 165) });
  const kept = join(root, 'copy');
  await cp(twin.path, kept, { recursive: true });
  await erase(archive, { at: Date.now(), what: 'media', rule: { name: 'decision' } }, { key, known: [] });
  expect(await findTwins(archivesPath)).toEqual([]);
  await rename(kept, twin.path);
  expect(await unite(twin, { archivesPath, key })).toEqual({ state: 'united', gaps: 0, frames: 0 });
  expect(await samplesOf(archive, 'audio')).toEqual([]);
  expect(await faultsOf(archive)).toEqual([]);
});
