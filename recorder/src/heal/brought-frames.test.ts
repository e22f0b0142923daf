import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArchiveManifest, type HealingPart, healingFolder } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyOf } from '../archive-tool/sample-archive.test-support.ts';
import { doWork } from '../jobs/do-work.ts';
import { makeLossySample, sentFrames } from './heal-sample.test-support.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-brought-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('the job heal uses what seats have brought, passes over what is no part, and removes both', async () => {
  const frames = sentFrames(300);
  const folder = await makeLossySample(root, frames, (number) => number >= 90 && number < 120);
  const { lessonId } = JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;
  const brought = join(root, healingFolder, lessonId);
  await mkdir(brought, { recursive: true });
  for (const [from, to] of [
    [80, 100],
    [100, 130],
  ]) {
    const cut = frames.slice(from, to).map(({ data, ...frame }) => ({ ...frame, data: data.toString('base64') }));
    const part: HealingPart = { participantId: 'teacher', trackId: 'mic-1', layer: 0, frames: cut };
    await writeFile(join(brought, `${from}.json`), JSON.stringify(part));
  }
  await writeFile(join(brought, 'torn.json'), '{"participantId":');
  await writeFile(join(brought, 'foreign.json'), '{}');
  const options = {
    ...{ archivesPath: join(root, 'archive'), key: await keyOf(root) },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  };
  expect(await doWork(folder, { kind: 'heal' }, options)).toMatchObject({ result: { faults: null } });
  const { certificate } = JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;
  expect(certificate).toMatchObject({ gaps: {}, healed: { count: 1, frames: 30 } });
  expect(await readdir(join(root, healingFolder))).toEqual([]);
});
