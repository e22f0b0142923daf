import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyOf } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { makeLossySample, sentFrames } from '../heal/heal-sample.test-support.ts';
import { findTwins, twinsPath } from './twin-folder.ts';
import type { ToUniteProcess } from './unite-apart.ts';

test('kill -9 while patches are written, around the rename of the revision and while the twin goes: the next start finishes it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'tongke-twin-killed-'));
  const key = await keyOf(root);
  const frames = sentFrames(2_000);
  const whole = await makeLossySample(root, frames, () => false);
  const archivesPath = join(root, 'archive');
  const place = twinsPath(archivesPath, 'twin');
  await mkdir(place, { recursive: true });
  await rename(whole.path, join(place, whole.name));
  const archive = await makeLossySample(root, frames, (number) => number % 60 >= 40 && number >= 100 && number < 1_900);
  const order: ToUniteProcess = {
    ...{ archivesPath, kind: 'twin', place, name: whole.name, keyFile: join(root, 'recorder-key.pem') },
  };
  const stages: Record<string, () => Promise<boolean>> = {
    patches: async () => (await readdir(archive.resolve('tracks/mic-1/0'))).some((name) => name.startsWith('patch')),
    kept: async () => (await readdir(archive.path)).includes('manifest.1.json'),
    revised: async () => (await readFile(archive.manifest, 'utf8')).includes('"revision":2'),
    going: async () => (await readdir(place)).join().startsWith('.going'),
  };
  const died: string[] = [];
  for (const [name, isReached] of Object.entries(stages)) {
    if ((await findTwins(archivesPath)).length === 0) break;
    const stop = new AbortController();
    const child = fork(join(import.meta.dirname, 'unite-process.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const exit = once(child, 'exit').then(([, signal]) => {
      stop.abort();
      if (signal === 'SIGKILL') died.push(name);
    });
    child.send(order);
    try {
      for await (const _ of watch(root, { recursive: true, signal: stop.signal })) {
        if (await isReached()) child.kill('SIGKILL');
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
    await exit;
  }
  expect(died[0]).toBe('patches');
  // What was half removed goes with the next look.
  expect(await findTwins(archivesPath)).toEqual([]);
  expect(await readdir(place)).toEqual([]);
  expect((await verifyArchive(archive.path, { known: [key.public] })).faults).toEqual([]);
  const manifest = JSON.parse(await readFile(archive.manifest, 'utf8'));
  expect(manifest).toMatchObject({ revision: 2, certificate: { gaps: {}, healed: { frames: 600 } } });
  await rm(root, { recursive: true });
}, 30_000);
