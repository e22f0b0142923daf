import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveGap, ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { Playlist } from './playlist.ts';

const startedAtMs = Date.parse('2026-09-01T08:00:00Z');
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const segment = (number: number, startMs: number, durationMs: number, init = 1): ArchiveSegment => ({
  path: `tracks/t/0/00000${number}.m4s`,
  initPath: `tracks/t/0/init-${init}.mp4`,
  startMs,
  durationMs,
  lengthBytes: 1,
  sha256: '',
});
const gap = (fromMs: number, toMs: number): ArchiveGap => ({ fromMs, toMs, cause: 'recorderAway', packets: 0 });

async function written(segments: ArchiveSegment[], gaps: ArchiveGap[] = []): Promise<string[]> {
  const name = 'tracks/t/0/playlist.m3u8';
  await mkdir(join(folder.path, 'tracks/t/0'), { recursive: true });
  const playlist = new Playlist(folder.path, name, startedAtMs);
  for (const each of segments) await playlist.add(each, gaps);
  await playlist.end();
  return (await readFile(join(folder.path, name), 'utf8')).trim().split('\n');
}

test('one segment after the other, on the lesson clock', async () => {
  expect(await written([segment(1, 0, 2_000), segment(2, 2_000, 2_040)])).toEqual([
    ...['#EXTM3U', '#EXT-X-VERSION:8', '#EXT-X-TARGETDURATION:2', '#EXT-X-PLAYLIST-TYPE:EVENT'],
    ...['#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-MAP:URI="init-1.mp4"'],
    ...['#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:00.000Z', '#EXTINF:2.000000,', '000001.m4s'],
    ...['#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:02.000Z', '#EXTINF:2.040000,', '000002.m4s'],
    '#EXT-X-ENDLIST',
  ]);
});

test('a hole is said in missing segments of at most 2 s, with its cause, between discontinuities', async () => {
  const lines = await written([segment(1, 0, 2_000), segment(2, 5_000, 2_000)], [gap(2_000, 5_000)]);
  expect(lines.slice(9, -3)).toEqual([
    '#EXT-X-DISCONTINUITY',
    ...['#EXT-X-GAP', '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:02.000Z'],
    ...['#EXTINF:2.000000,recorderAway', 'missing.m4s'],
    ...['#EXT-X-GAP', '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:04.000Z'],
    ...['#EXTINF:1.000000,recorderAway', 'missing.m4s'],
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:05.000Z',
  ]);
});

test('another initialisation begins a discontinuity with its map', async () => {
  const lines = await written([segment(1, 0, 2_000), segment(2, 2_000, 2_000, 2)]);
  expect(lines.slice(9, 11)).toEqual(['#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="init-2.mp4"']);
});

test('a segment longer than the target raises it, whatever was written before', async () => {
  const lines = await written([segment(1, 0, 2_000), segment(2, 2_000, 4_400), segment(3, 6_400, 1_000)]);
  expect(lines[2]).toBe('#EXT-X-TARGETDURATION:4');
  expect(lines.filter((line) => line.startsWith('#EXTINF'))).toHaveLength(3);
});

test('a layer that is asleep says so slot by slot, wakes in the middle of one, and its whole list is that of the manifest', async () => {
  const name = 'tracks/t/0/playlist.m3u8';
  await mkdir(join(folder.path, 'tracks/t/0'), { recursive: true });
  const playlist = new Playlist(folder.path, name, startedAtMs);
  const read = async () => (await readFile(join(folder.path, name), 'utf8')).trim().split('\n');
  const gaps = [{ ...gap(2_000, 7_000), cause: 'sourcePaused' as const }];
  const segments = [segment(1, 0, 2_000), segment(2, 7_000, 1_000)] as const;
  await playlist.asleep(4_000);
  await playlist.add(segments[0], []);
  await playlist.asleep(4_010);
  await playlist.asleep(4_010);
  await playlist.asleep(6_000);
  const slots = ['#EXTINF:2.000000,sourcePaused', 'missing.m4s'];
  expect((await read()).slice(9)).toEqual([
    ...['#EXT-X-DISCONTINUITY', '#EXT-X-GAP', '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:02.000Z', ...slots],
    ...['#EXT-X-GAP', '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:04.000Z', ...slots],
  ]);
  // One that comes after all, when players have gone by, is not there for them.
  await playlist.add(segment(3, 4_000, 2_000), gaps);
  await playlist.add(segments[1], gaps);
  const whole = await read();
  expect(whole.slice(18)).toEqual([
    ...['#EXT-X-GAP', '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:06.000Z', '#EXTINF:1.000000,sourcePaused'],
    ...['missing.m4s', '#EXT-X-DISCONTINUITY', '#EXT-X-PROGRAM-DATE-TIME:2026-09-01T08:00:07.000Z'],
    ...['#EXTINF:1.000000,', '000002.m4s'],
  ]);
  await playlist.end({ segments: [...segments], gaps } as unknown as ArchiveLayer);
  expect(await read()).toEqual([...whole, '#EXT-X-ENDLIST']);
});
