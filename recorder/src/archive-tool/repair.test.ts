import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { OwnerMark } from '../archive/owner.ts';
import { readOrMakeSigningKey, type SigningKey } from '../certificate/signing-key.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { type RepairOptions, repairArchive } from './repair.ts';
import { keyOf, makeSample, sampleEntries, startedAtMs } from './sample-archive.test-support.ts';
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

const repair = (options: Partial<RepairOptions> = {}) =>
  repairArchive(folder, { key, known: [], dryRun: false, sealOpen: false, ...options });
const at = (path: string) => join(folder.path, path);
const segment = (track: number, number: number) => `tracks/mic-${track}/0/00000${number}.m4s`;
const manifest = async (path = 'manifest.json'): Promise<ArchiveManifest> =>
  JSON.parse(await readFile(at(path), 'utf8'));
const verify = () => verifyArchive(folder.path, { known: [key.public] });

/** Every file of the archive with its hash. */
async function contents(): Promise<Record<string, string>> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.sort().map(async (file) => {
    const hash = createHash('sha256').update(await readFile(file));
    return [file.slice(folder.path.length + 1), hash.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

async function leaveUnsealed(entries = sampleEntries): Promise<void> {
  await rm(folder.path, { recursive: true });
  folder = await makeSample(root.path, { sealed: false, entries });
}

test('a whole archive is left as it is', async () => {
  const before = await contents();
  expect(await repair()).toMatchObject({ refusal: null, steps: [], found: [], left: [] });
  expect(await contents()).toEqual(before);
});

test('lost and altered segments become a declared gap in a new revision; nothing else changes', async () => {
  await rm(at(segment(1, 2)));
  await truncate(at(segment(1, 3)), 10);
  const before = await contents();
  const { refusal, steps, found, left } = await repair();
  expect([refusal, found.length, left]).toEqual([null, 2, []]);
  const lost = { type: 'segmentLost', trackId: 'mic-1', layer: 0 };
  const changes = [
    { ...lost, path: segment(1, 2), fromMs: 2_000, toMs: 4_000 },
    { ...lost, path: segment(1, 3), fromMs: 4_000, toMs: 6_000 },
  ];
  expect(steps).toEqual([{ type: 'revised', revision: 2, changes }]);
  const revised = await manifest();
  expect(revised.changes).toEqual(changes);
  expect(revised.tracks[0]?.layers[0]).toMatchObject({
    segments: [expect.objectContaining({ path: segment(1, 1) })],
    gaps: [{ fromMs: 2_000, toMs: 6_000, cause: 'damaged', packets: 0 }],
    endMs: 2_000,
    mediaTime: { expectedMs: 6_000, receivedMs: 2_000 },
  });
  expect(revised.certificate).toMatchObject({ expectedMs: 12_000, receivedMs: 8_000, gaps: { damaged: { count: 1 } } });
  expect(await verify()).toMatchObject({ revision: 2, faults: [], vouching: { by: 'known' } });
  const after = await contents();
  expect(revised.previous).toEqual({ path: 'manifest.1.json', sha256: before['manifest.json'] });
  expect(after['manifest.1.json']).toBe(before['manifest.json']);
  const touched = Object.keys(after).filter((path) => after[path] !== before[path]);
  expect(touched.sort()).toEqual(['manifest.1.json', 'manifest.json', 'tracks/mic-1/0/playlist.m3u8']);
  expect(await readFile(at('tracks/mic-1/0/playlist.m3u8'), 'utf8')).not.toContain('000002');
});

test('each repair is a revision of its own, and a former one that is changed or gone is named', async () => {
  await rm(at(segment(1, 2)));
  await repair();
  await rm(at(segment(2, 2)));
  expect((await repair()).steps).toMatchObject([{ type: 'revised', revision: 3 }]);
  expect((await manifest()).previous?.path).toBe('manifest.2.json');
  expect((await verify()).faults).toEqual([]);
  const first = await readFile(at('manifest.1.json'), 'utf8');
  await writeFile(at('manifest.1.json'), first.replace('lesson', 'Lesson'));
  expect((await verify()).faults).toEqual([{ type: 'revisionAltered', path: 'manifest.1.json' }]);
  await rm(at('manifest.1.json'));
  expect((await verify()).faults).toEqual([{ type: 'revisionMissing', path: 'manifest.1.json' }]);
});

test('swapped segments are named where they are, and nothing is lost', async () => {
  await rename(at(segment(1, 1)), at('spare'));
  await rename(at(segment(2, 2)), at(segment(1, 1)));
  await rename(at('spare'), at(segment(2, 2)));
  const { left, steps } = await repair();
  expect(left).toEqual([]);
  expect(steps).toMatchObject([{ changes: [{ type: 'segmentMoved' }, { type: 'segmentMoved' }] }]);
  const revised = await manifest();
  expect(revised.tracks[0]?.layers[0]?.segments[0]?.path).toBe(segment(2, 2));
  expect(revised.certificate).toMatchObject({ expectedMs: 12_000, receivedMs: 12_000 });
  expect(await readFile(at('tracks/mic-1/0/playlist.m3u8'), 'utf8')).toContain('../../mic-2/0/000002.m4s');
});

test('all segments behind a lost initialisation segment are declared as lost', async () => {
  await rm(at('tracks/mic-2/0/init-1.mp4'));
  const { left } = await repair();
  expect(left).toEqual([]);
  expect((await manifest()).tracks[1]?.layers[0]).toMatchObject({
    segments: [],
    inits: [],
    gaps: [{ fromMs: 20, toMs: 6_020, cause: 'damaged' }],
    mediaTime: { expectedMs: 6_000, receivedMs: 0 },
  });
});

test('public events are made anew from the whole log, byte for byte', async () => {
  const before = await contents();
  const text = await readFile(folder.events, 'utf8');
  await writeFile(folder.events, text.replace('lessonEnded', 'lessonended'));
  expect(await repair()).toMatchObject({ steps: [{ type: 'eventsRestored' }], left: [] });
  expect(await contents()).toEqual(before);
  await writeFile(folder.events, text.replace('lessonEnded', 'lessonended'));
  await writeFile(folder.log, (await readFile(folder.log, 'utf8')).replace('lessonEnded', 'lessonended'));
  const damaged = await contents();
  expect((await repair()).left.map(({ type }) => type)).toEqual(['logLine', 'logLine']);
  expect(await contents()).toEqual(damaged);
});

test('what was not signed by a known key, or changed since, is not signed anew', async () => {
  await rm(at(segment(1, 2)));
  const before = await contents();
  const other = await readOrMakeSigningKey(join(root.path, 'other.pem'));
  expect((await repair({ key: other })).refusal).toEqual({ reason: 'notVouched' });
  expect(await contents()).toEqual(before);
  expect((await repair({ key: other, known: [key.public], dryRun: true })).refusal).toBeNull();
  const text = await readFile(folder.manifest, 'utf8');
  for (const changed of [text.replace('"sealed":true', '"sealed": true'), text.replace(/,"signature":.*$/m, '}')]) {
    await writeFile(folder.manifest, changed);
    expect((await repair()).refusal).toEqual({ reason: 'notVouched' });
    expect(await readFile(folder.manifest, 'utf8')).toBe(changed);
  }
});

test('a manifest of a newer version is refused and not touched', async () => {
  const text = '{"format":"tongke-archive","version":9}';
  await writeFile(folder.manifest, text);
  const before = await contents();
  expect((await repair({ sealOpen: true })).refusal).toEqual({ reason: 'newerVersion', version: 9 });
  await writeFile(folder.manifest, 'torn');
  expect((await repair({ sealOpen: true })).refusal).toEqual({ reason: 'unreadable' });
  await writeFile(folder.manifest, text);
  expect(await contents()).toEqual(before);
});

test('a dry run says the same and does nothing', async () => {
  await rm(at(segment(1, 2)));
  const before = await contents();
  const said = await repair({ dryRun: true });
  expect(await contents()).toEqual(before);
  expect((await repair()).steps).toEqual(said.steps);
  await leaveUnsealed();
  const unsealed = await contents();
  expect((await repair({ dryRun: true })).steps).toEqual([{ type: 'sealed', datagrams: null }]);
  expect(await contents()).toEqual(unsealed);
});

test('an archive that was left is sealed as it should have been; what its recorder missed is declared', async () => {
  await leaveUnsealed(
    sampleEntries.map((entry) => (entry.event.type === 'lessonEnded' ? { ...entry, at: startedAtMs + 9_000 } : entry)),
  );
  expect(await repair()).toMatchObject({ refusal: null, steps: [{ type: 'sealed', datagrams: 0 }], left: [] });
  const sealed = await manifest();
  expect(sealed).toMatchObject({
    sealed: true,
    endedAt: startedAtMs + 9_000,
    interruptions: [{ fromMs: 6_020, toMs: 9_000, cause: 'recorderAway' }],
    certificate: { gaps: { recorderAway: { count: 2, durationMs: 5_980 } } },
  });
  expect(sealed.tracks[0]?.layers[0]?.gaps).toMatchObject([
    { fromMs: 6_000, toMs: 9_000, cause: 'recorderAway', packets: 0 },
  ]);
  expect(sealed.tracks[0]?.layers[0]?.mediaTime).toMatchObject({ expectedMs: 9_000, receivedMs: 6_000 });
});

test('a lesson whose log does not say that it ended is sealed only when that is asked for', async () => {
  await leaveUnsealed(sampleEntries.slice(0, 5));
  const before = await contents();
  expect((await repair()).refusal).toEqual({ reason: 'notEnded' });
  expect(await contents()).toEqual(before);
  expect(await repair({ sealOpen: true })).toMatchObject({ refusal: null, left: [] });
  const sealed = await manifest();
  expect(sealed.interruptions).toEqual([{ fromMs: 6_020, toMs: 6_020, cause: 'endUnknown' }]);
  expect(sealed.endedAt).toBe(startedAtMs + 6_020);
});

test('an archive that a recorder writes is not touched; a mark that nobody holds is no hindrance', async () => {
  await leaveUnsealed();
  const mark = await OwnerMark.set(folder);
  expect((await repair({ sealOpen: true })).refusal).toEqual({
    reason: 'owned',
    owner: `${process.pid}@${hostname()}`,
  });
  await mark.remove();
  const lock = join(folder.private, 'recorder.lock');
  await writeFile(lock, `7 1 another-machine\n`);
  expect((await repair()).refusal).toMatchObject({ reason: 'owned' });
  await writeFile(lock, `${process.pid} 1 ${hostname()}\n`);
  expect((await repair()).refusal).toBeNull();
});

test('an unsealed public copy, and a sealed one whose newest manifest is gone, are not sealed anew', async () => {
  await rm(at(segment(1, 2)));
  await repair();
  await rm(folder.manifest);
  expect((await repair({ sealOpen: true })).refusal).toEqual({ reason: 'unreadable' });
  await leaveUnsealed();
  await rm(folder.private, { recursive: true });
  await mkdir(folder.private);
  expect((await repair({ sealOpen: true })).refusal).toEqual({ reason: 'unreadable' });
});
