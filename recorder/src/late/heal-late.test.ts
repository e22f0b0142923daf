import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { OwnerMark } from '../archive/owner.ts';
import { keyOf } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { makeLossySample, sentFrames } from '../heal/heal-sample.test-support.ts';
import { healLate } from './heal-late.ts';
import { LateSounds } from './late-sounds.ts';

let root: string;
let key: SigningKey;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-late-'));
  key = await keyOf(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const frames = sentFrames(400);
const stream = { trackId: 'mic-1', layer: 0 } as Parameters<LateSounds['add']>[0];
const layerOf = async ({ manifest }: ArchiveFolder) =>
  (JSON.parse(await readFile(manifest, 'utf8')) as ArchiveManifest).tracks[0]?.layers[0];

async function comesLate(folder: ArchiveFolder, from: number, to: number): Promise<void> {
  const late = new LateSounds(folder, async () => {});
  for (const { rtpTimestamp, data } of frames.slice(from, to)) await late.add(stream, rtpTimestamp, data);
}

test('what came late is in the sealed archive, and what did not stays a gap', async () => {
  const folder = await makeLossySample(root, frames, (number) => number >= 90 && number < 120);
  await comesLate(folder, 90, 100);
  // A recorder that played its journal again has kept some of them twice.
  await comesLate(folder, 95, 100);
  expect(await healLate(folder, key)).toEqual({ state: 'healed', gaps: 1, frames: 10 });
  const layer = await layerOf(folder);
  expect(layer?.healed).toMatchObject([{ how: 'late', frames: 10 }]);
  expect((layer?.gaps[0]?.toMs ?? 0) - (layer?.gaps[0]?.fromMs ?? 0)).toBeCloseTo(400, 0);
  expect((await verifyArchive(folder.path, { known: [key.public] })).faults).toEqual([]);
  expect(await readdir(folder.private)).not.toContain('late.jsonl');
  expect(await healLate(folder, key)).toEqual({ state: 'healed', gaps: 0, frames: 0 });
});

test('it waits until the archive is free; what is damaged or foreign is nothing', async () => {
  const folder = await makeLossySample(root, frames, (number) => number >= 90 && number < 120);
  await comesLate(folder, 90, 120);
  const mark = await OwnerMark.set(folder);
  expect(await healLate(folder, key)).toEqual({ state: 'waiting' });
  await mark.remove();
  await writeFile(folder.late, '{"trackId":"mic-1","layer":0,"rtpTimestamp":-1,"data":"…"}\n');
  expect(await healLate(folder, key)).toEqual({ state: 'healed', gaps: 0, frames: 0 });
  await comesLate(folder, 200, 220);
  expect(await healLate(folder, key)).toEqual({ state: 'healed', gaps: 0, frames: 0 });
  expect((await layerOf(folder))?.gaps).toMatchObject([{ cause: 'loss', packets: 30 }]);
});
