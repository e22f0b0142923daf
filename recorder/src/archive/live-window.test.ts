import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveLayer, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { LiveWindow, windowOf } from './live-window.ts';

const layer = (fromMs: number, toMs: number): ArchiveLayer => ({
  layer: 0,
  codec: 'avc1.42c01f',
  container: 'cmaf',
  width: 320,
  height: 180,
  playlist: 'p.m3u8',
  startMs: fromMs,
  endMs: toMs,
  segments: Array.from({ length: (toMs - fromMs) / 2_000 }, (_, index) => ({
    path: `${fromMs + index * 2_000}.m4s`,
    initPath: 'init-1.mp4',
    startMs: fromMs + index * 2_000,
    durationMs: 2_000,
    lengthBytes: 9,
    sha256: 'hash',
  })),
  inits: [{ path: 'init-1.mp4', lengthBytes: 1, sha256: 'hash' }],
  gaps: [{ fromMs, toMs: fromMs + 100, cause: 'loss', packets: 1 }],
  receivedPackets: 1,
  expectedPackets: 1,
});

const manifest: ArchiveManifest = {
  format: 'tongke-archive',
  version: 1,
  lessonId: 'lesson',
  title: '水',
  subject: '',
  teacherName: '',
  startedAt: 0,
  endedAt: null,
  sealed: false,
  policy: 'standard',
  participants: [],
  tracks: [
    { trackId: 'new', participantId: 'a', source: 'camera', kind: 'video', layers: [layer(0, 100_000)] },
    { trackId: 'old', participantId: 'a', source: 'camera', kind: 'video', layers: [layer(0, 40_000)] },
  ],
  events: { path: 'events.jsonl', lastSequence: 3, sha256: null },
  interruptions: [],
};

test('the window holds the last sixteen seconds of what still grows, and nothing of what does not', () => {
  const { tracks, ...facts } = windowOf(manifest);
  expect(facts).toMatchObject({ title: '水', sealed: false });
  expect(tracks.map(({ trackId }) => trackId)).toEqual(['new']);
  const [kept] = tracks[0]?.layers ?? [];
  expect(kept?.segments.map(({ startMs }) => startMs)).toEqual([
    84_000, 86_000, 88_000, 90_000, 92_000, 94_000, 96_000, 98_000,
  ]);
  expect(kept).toMatchObject({ startMs: 0, endMs: 100_000, gaps: [] });
  expect(JSON.stringify(kept)).not.toContain('hash');
});

test('the file follows what it describes, and goes when nothing more comes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-live-'));
  const path = join(folder, 'live.json');
  const failures: unknown[] = [];
  const live = new LiveWindow(
    path,
    () => manifest,
    (error) => failures.push(error),
  );
  live.changed();
  await expect.poll(() => existsSync(path)).toBe(true);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(windowOf(manifest))));
  live.changed();
  await Promise.all([live.close(), live.close()]);
  live.changed();
  expect(existsSync(path)).toBe(false);
  expect(failures).toEqual([]);
  await rm(folder, { recursive: true });
});
