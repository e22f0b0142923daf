import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyLesson, evolveAll, inkOf, type LessonEntry, shownPage } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArchiveFolder } from '../../archive/archive-folder.ts';
import { findArchives } from '../../archive-tool/list.ts';
import { keyOf } from '../../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../../archive-tool/verify.ts';
import { ffmpeg, flashMs, makeFilmSample, startedAtMs } from '../film-sample.test-support.ts';
import { makeFilm } from '../make-film.ts';
import { openSealed } from '../sealed-archive.ts';
import { beginningEvents } from './beginning-events.ts';
import { makeCut } from './make-cut.ts';

let root: string;
let source: ArchiveFolder;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-cut-test-'));
  source = await makeFilmSample(root);
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const cutOf = async (fromMs: number, toMs: number) =>
  makeCut(source, { archivesPath: join(root, 'archive'), fromMs, toMs, title: '微课', key: await keyOf(root) });

test('a cut is an archive of its own, from a key frame on, with the state at its beginning', async () => {
  const { folder, fromMs, toMs } = await cutOf(18_000, 22_500);
  // The teacher's segments begin every 2.01 s of the lesson from 1 s on.
  expect([fromMs, toMs]).toEqual([17_080, 22_500]);
  const known = [(await keyOf(root)).public];
  expect((await verifyArchive(folder.path, { known })).faults).toEqual([]);
  expect((await readdir(folder.path)).sort()).toEqual(['events.jsonl', 'manifest.json', 'tracks']);
  const { manifest, entries } = await openSealed(folder);
  expect(manifest).toMatchObject({ title: '微课', startedAt: startedAtMs + fromMs, endedAt: startedAtMs + toMs });
  expect(manifest.lessonId).toMatch(/^cut-/);
  expect(manifest.tracks.map(({ trackId }) => trackId).sort()).toEqual(['camera-1', 'mic-1']);
  const begin = evolveAll(
    emptyLesson,
    entries.filter(({ at }) => at <= manifest.startedAt),
  );
  expect(shownPage(begin.slides)?.deckId).toBe('deck');
  expect(entries.some(({ event }) => event.type === 'stageCalled')).toBe(false);
  expect(entries.at(-1)?.event.type).toBe('lessonEnded');
  const later = evolveAll(emptyLesson, entries);
  expect(inkOf(later.ink, { deckId: 'deck' as never, page: 0 }).strokes.flat()).toHaveLength(1);
  const text = await readFile(folder.manifest, 'utf8');
  expect(text).not.toContain(source.name);
  expect(await readFile(folder.events, 'utf8')).not.toContain(source.name);
  expect((await findArchives(join(root, 'archive'))).map(({ name }) => name)).toContain(folder.name);
}, 60_000);

test('its film is in step', async () => {
  const { folder, fromMs } = await cutOf(2_500, 9_000);
  const film = await makeFilm(folder, { kind: 'programme', language: 'zh' });
  const file = folder.resolve(film.path);
  const raw = ffmpeg(['-i', file, '-ac', '1', '-ar', '48000', '-f', 's16le', '-']);
  const samples = new Int16Array(raw.buffer, raw.byteOffset, raw.length / 2);
  // Behind the beep that it begins with.
  const loudAt = samples.findIndex((value, index) => index > 24_000 && Math.abs(value) > 3_000) / 48;
  const lesson = fromMs + film.fromMs + loudAt;
  const nearest = Math.min(...Array.from({ length: 20 }, (_, n) => Math.abs(flashMs(n) - lesson)));
  expect(nearest).toBeLessThan(20);
  const size = 32 * 18;
  const frames = ffmpeg(['-i', file, '-vf', 'fps=25,scale=32:18:flags=area,format=gray', '-f', 'rawvideo', '-']);
  const bright = (frame: number) => frames.subarray(frame * size, (frame + 1) * size).reduce((a, b) => a + b, 0) / size;
  const seen = Array.from({ length: frames.length / size - 1 }, (_, n) => n + 1).find(
    (n) => bright(n) > 180 && bright(n - 1) < 60,
  );
  const seenAt = fromMs + film.fromMs + (seen ?? 0) * 40;
  expect(Math.min(...Array.from({ length: 20 }, (_, n) => Math.abs(flashMs(n) - seenAt)))).toBeLessThanOrEqual(25);
}, 60_000);

test('nothing is cut from where there is nothing, and nothing half is left', async () => {
  // Of a process that was killed.
  const left = join(root, 'archive/.cuts/999999999');
  await mkdir(left, { recursive: true });
  const before = await readdir(join(root, 'archive'));
  await expect(cutOf(30_000, 40_000)).rejects.toMatchObject({ refusal: { reason: 'empty' } });
  const stop = new AbortController();
  const key = await keyOf(root);
  const stopped = makeCut(source, {
    ...{ archivesPath: join(root, 'archive'), fromMs: 0, toMs: 20_000, title: '', key, signal: stop.signal },
    onProgress: () => stop.abort(new Error('stopped')),
  });
  await expect(stopped).rejects.toThrow('stopped');
  expect(await readdir(join(root, 'archive'))).toEqual(before);
  expect(await readdir(join(root, 'archive/.cuts'))).toEqual([]);
}, 60_000);

test('what was over before is not in it, and what holds still is', async () => {
  const { entries } = await openSealed(source);
  const stage = (atMs: number) => entries.filter(({ at }) => at < startedAtMs + atMs);
  const kinds = (before: readonly LessonEntry[]) => beginningEvents(before).map(({ event }) => event.type);
  expect(kinds(stage(8_000))).toContain('stageCalled');
  expect(kinds(stage(12_000))).not.toContain('stageCalled');
  expect(kinds(stage(12_000))).not.toContain('stageLeft');
  expect(kinds(stage(23_000))).toContain('deckHidden');
});
