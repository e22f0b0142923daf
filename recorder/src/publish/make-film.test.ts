import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { makeSample } from '../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { ffmpeg, flashMs, lessonMs, makeFilmSample } from './film-sample.test-support.ts';
import { makeFilm } from './make-film.ts';
import { makeTracks } from './make-tracks.ts';
import { readPublished } from './published.ts';

let root: string;
let folder: ArchiveFolder;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-film-test-'));
  folder = await makeFilmSample(root);
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const small = { width: 32, height: 18 };
function pictures(file: string): Buffer[] {
  const raw = ffmpeg([
    '-i',
    file,
    '-vf',
    `fps=25,scale=${small.width}:${small.height}:flags=area,format=gray`,
    '-f',
    'rawvideo',
    '-',
  ]);
  const length = small.width * small.height;
  return Array.from({ length: raw.length / length }, (_, index) => raw.subarray(index * length, (index + 1) * length));
}
const brightness = (picture: Buffer): number => picture.reduce((sum, value) => sum + value, 0) / picture.length;
/** Moments, in milliseconds, at which a film begins to be bright. */
function flashes(frames: readonly Buffer[]): number[] {
  return frames.flatMap((frame, index) => {
    const before = frames[index - 1];
    return brightness(frame) > 180 && before && brightness(before) < 60 ? [index * 40] : [];
  });
}
/** And to be loud. */
function beeps(file: string): number[] {
  const raw = ffmpeg(['-i', file, '-ac', '1', '-ar', '48000', '-f', 's16le', '-']);
  const samples = new Int16Array(raw.buffer, raw.byteOffset, raw.length / 2);
  const found: number[] = [];
  let quietSince = Number.NEGATIVE_INFINITY;
  for (const [index, value] of samples.entries()) {
    if (Math.abs(value) < 3_000) continue;
    if (index - quietSince > 12_000) found.push(index / 48);
    quietSince = index;
  }
  return found;
}

test('one film: in step everywhere, by the edit list, with chapters and a poster', async () => {
  const steps = new Set<string>();
  const film = await makeFilm(folder, { kind: 'programme', language: 'zh', onProgress: ({ step }) => steps.add(step) });
  expect(film).toMatchObject({
    path: 'published/film.mp4',
    kind: 'programme',
    fromMs: 1_000,
    toMs: lessonMs,
    revision: 1,
  });
  const file = folder.resolve(film.path);
  const frames = pictures(file);
  expect(frames).toHaveLength(((lessonMs - film.fromMs) * 25) / 1_000);
  const heard = beeps(file);
  expect(heard).toHaveLength(23);
  for (const [n, atMs] of heard.entries()) expect(Math.abs(film.fromMs + atMs - flashMs(n))).toBeLessThan(20);
  const seen = flashes(frames).map((atMs) => film.fromMs + atMs);
  const teacher = seen.filter((atMs) => atMs < 6_000 || (atMs > 10_100 && atMs < 12_900) || atMs > 20_100);
  expect(teacher.length).toBeGreaterThan(8);
  for (const atMs of teacher) {
    const nearest = Array.from({ length: 23 }, (_, n) => flashMs(n)).reduce((a, b) =>
      Math.abs(b - atMs) < Math.abs(a - atMs) ? b : a,
    );
    expect(Math.abs(atMs - nearest)).toBeLessThanOrEqual(25);
  }
  // The room's own flashes, half a second beside, while it is the programme.
  const room = seen.filter((atMs) => atMs > 6_050 && atMs < 10_000);
  expect(room).toHaveLength(4);
  for (const atMs of room) expect(Math.abs((((atMs - 4_000) / 1.005) % 1_000) - 520)).toBeLessThanOrEqual(25);
  // The hole is a dark still with letters, the board is white with a line.
  const at = (ms: number) => frames[Math.round((ms - film.fromMs) / 40)] ?? Buffer.alloc(0);
  expect(Math.max(...at(14_000))).toBeGreaterThan(60);
  expect(brightness(at(14_000))).toBeLessThan(60);
  expect(brightness(at(17_100))).toBeGreaterThan(220);
  const dark = (ms: number) => at(ms).reduce((count, value) => count + (value < 200 ? 1 : 0), 0);
  expect([dark(17_900) < dark(18_400), dark(18_400) < dark(19_500)]).toEqual([true, true]);
  const chapters = ffmpeg(['-i', file, '-f', 'ffmetadata', '-']).toString();
  for (const title of ['光的折射', '上台：山里小学 三年级', '白板 第 1 页']) expect(chapters).toContain(title);
  expect((await readFile(folder.resolve(film.poster ?? ''))).subarray(0, 2).toString('hex')).toBe('ffd8');
  const head = (await readFile(file)).subarray(0, 4_096).toString('latin1');
  expect(head).toContain('moov');
  expect([...steps]).toEqual(['sound', 'pictures']);
  expect(await readPublished(folder.path)).toEqual([film]);
  expect((await verifyArchive(folder.path, { known: [] })).faults.map(({ type }) => type)).toEqual([
    'signatureForeign',
  ]);
}, 90_000);

test('slides and voice: small, and in step', async () => {
  const film = await makeFilm(folder, { kind: 'slidesAndVoice', language: 'en' });
  const file = folder.resolve(film.path);
  expect(film.lengthBytes).toBeLessThan(200_000);
  for (const [n, atMs] of beeps(file).entries()) expect(Math.abs(film.fromMs + atMs - flashMs(n))).toBeLessThan(25);
  const frames = pictures(file);
  const first = frames.findIndex((frame) => brightness(frame) > 200);
  expect(Math.abs(film.fromMs + first * 40 - 17_000)).toBeLessThanOrEqual(40);
}, 60_000);

test('each track as it was sent', async () => {
  const files = await makeTracks(folder, {});
  expect(files.map(({ path }) => path).sort()).toEqual([
    'published/tracks/camera-camera-1.mp4',
    'published/tracks/camera-camera-2.webm',
    'published/tracks/microphone-mic-1.mp4',
  ]);
  const room = files.find(({ path }) => path.includes('camera-2'));
  expect(room).toMatchObject({ fromMs: 4_000, kind: 'track' });
  expect(flashes(pictures(folder.resolve(room?.path ?? '')))).toHaveLength(10);
}, 60_000);

test('a damaged and a missing segment spoil their time only', async () => {
  const own = await mkdtemp(join(tmpdir(), 'tongke-film-damage-'));
  try {
    const damaged = await makeFilmSample(own);
    const camera = damaged.resolve('tracks/camera-1/0');
    const content = await readFile(join(camera, '000002.m4s'));
    await writeFile(join(camera, '000002.m4s'), content.subarray(0, content.length / 2));
    await rm(damaged.resolve('tracks/mic-1/0/000003.m4s'));
    const film = await makeFilm(damaged, { kind: 'teacher', language: 'zh' });
    const file = damaged.resolve(film.path);
    const frames = pictures(file);
    expect(frames).toHaveLength(((lessonMs - film.fromMs) * 25) / 1_000);
    const seen = flashes(frames).map((atMs) => film.fromMs + atMs);
    expect(seen.filter((atMs) => atMs > 3_100 && atMs < 4_900)).toEqual([]);
    expect(seen.filter((atMs) => atMs > 5_000 && atMs < 12_900)).toHaveLength(8);
    const heard = beeps(file).map((atMs) => film.fromMs + atMs);
    expect(heard.filter((atMs) => atMs > 5_100 && atMs < 6_900)).toEqual([]);
    for (const n of [0, 1, 2, 3, 6, 7, 20]) expect(heard.some((atMs) => Math.abs(atMs - flashMs(n)) < 20)).toBe(true);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}, 90_000);

test('a full disk is said, and the film of a part has a name of its own', async ({ skip }) => {
  const own = folder.resolve('published');
  await rename(own, `${own}.kept`);
  await mkdir(own);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', own], { stdio: 'ignore' });
  } catch {
    skip('no right to mount a disk');
  }
  try {
    const making = makeFilm(folder, { kind: 'programme', language: 'zh' });
    await expect(making).rejects.toMatchObject({ refusal: { reason: 'diskFull' } });
    expect(await readdir(own)).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=64m', own]);
    const film = await makeFilm(folder, { kind: 'programme', language: 'zh', within: { fromMs: 5_000, toMs: 7_500 } });
    expect(film).toMatchObject({ path: 'published/film-5to7.5.mp4', fromMs: 5_000, toMs: 7_500 });
    expect(pictures(folder.resolve(film.path))).toHaveLength(63);
  } finally {
    execFileSync('umount', ['-l', own]);
    await rm(own, { recursive: true, force: true });
    await rename(`${own}.kept`, own);
  }
}, 60_000);

test('what is cancelled or refused leaves nothing behind', async () => {
  const before = await readdir(folder.resolve('published'));
  const stop = new AbortController();
  const reason = new Error('stopped');
  const making = makeFilm(folder, {
    kind: 'stage',
    language: 'zh',
    signal: stop.signal,
    onProgress: ({ step }) => {
      if (step === 'pictures') stop.abort(reason);
    },
  });
  await expect(making).rejects.toBe(reason);
  expect(await readdir(folder.resolve('published'))).toEqual(before);
  const left = await makeSample(join(root, 'left'), { sealed: false });
  await expect(makeFilm(left, { kind: 'programme', language: 'zh' })).rejects.toMatchObject({
    refusal: { reason: 'unsealed' },
  });
  await expect(stat(left.resolve('published'))).rejects.toMatchObject({ code: 'ENOENT' });
}, 60_000);
