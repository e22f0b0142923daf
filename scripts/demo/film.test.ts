import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CardReader } from '@tongke/client/card';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardRoom } from './card-room.ts';
import { type Film, ffmpegProgram, filmSeconds, makeFilm } from './film.ts';
import { readTimeCode } from './time-code.ts';
import { onsets, toneLevels } from './tone.ts';

const plan = {
  number: 5,
  title: 'Classroom 2',
  width: 480,
  height: 270,
  framesPerSecond: 10,
  beepHz: 1_300,
  speech: 'Good morning everybody. Today we read a poem together.',
};

describe('makeFilm', () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'tongke-film-'));
  const before = process.env.XDG_CACHE_HOME;
  let film: Film;
  beforeAll(async () => {
    process.env.XDG_CACHE_HOME = cache;
    film = await makeFilm(plan);
  });
  afterAll(() => {
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
    rmSync(cache, { recursive: true, force: true });
  });

  it('burns a code into every frame that is read again after scaling and compression', () => {
    const encode = [
      '-i',
      film.videoFile,
      '-vf',
      'scale=240:134',
      '-c:v',
      'libx264',
      '-b:v',
      '150k',
      '-f',
      'matroska',
      '-',
    ];
    const small = execFileSync(ffmpegProgram(), ['-v', 'error', ...encode], { maxBuffer: 2 ** 26 });
    const decode = ['-i', '-', '-vf', 'scale=32:32:flags=area,format=gray', '-f', 'rawvideo', '-'];
    const pixels = execFileSync(ffmpegProgram(), ['-v', 'error', ...decode], { input: small, maxBuffer: 2 ** 26 });
    const codes = Array.from({ length: pixels.length / 1_024 }, (_, frame) =>
      readTimeCode((column, row) => pixels[frame * 1_024 + (28 + 2 * row) * 32 + 2 * column] ?? 0),
    );
    expect(codes).toEqual(Array.from({ length: 99 }, (_, frame) => ({ film: 5, frame })));
  });

  it('beeps on each full second, on the sample', () => {
    const decode = ['-v', 'error', '-i', film.audioFile, '-f', 'f32le', '-ac', '1', '-'];
    const bytes = execFileSync(ffmpegProgram(), decode, { maxBuffer: 2 ** 26 });
    const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    expect(samples).toHaveLength(filmSeconds * 48_000);
    const beeps = onsets(toneLevels(samples, 48_000, plan.beepHz));
    expect(beeps).toHaveLength(filmSeconds);
    for (const [second, at] of beeps.entries()) expect(Math.abs(at - second * 1_000)).toBeLessThanOrEqual(5);
  });

  it('is made once', async () => {
    const madeAt = statSync(film.videoFile).mtimeMs;
    expect(statSync((await makeFilm(plan)).videoFile).mtimeMs).toBe(madeAt);
    expect((await makeFilm({ ...plan, number: 6 })).videoFile).not.toBe(film.videoFile);
  });

  it('shows a room whose cards are read in every picture, beside the flash and above the code', async () => {
    const room = cardRoom();
    const { videoFile, width, height } = await makeFilm({ ...plan, width: 320, height: 180, framesPerSecond: 5, room });
    const decode = ['-v', 'error', '-i', videoFile, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
    const pixels = execFileSync(ffmpegProgram(), decode, { maxBuffer: 2 ** 26 });
    const reader = new CardReader(width, height);
    const shown = room.choices.map((choice, index) => [index + 1, choice]);
    for (let frame = 0; frame < 49; frame += 1) {
      const picture = pixels.subarray(frame * width * height, (frame + 1) * width * height);
      const read = reader.read(picture).map(({ card, choice }) => [card, choice] as const);
      expect(read.sort(([one], [other]) => one - other)).toEqual(shown);
      const luma = (column: number, row: number) =>
        picture[Math.floor((14.5 + row) * (height / 16)) * width + (column + 0.5) * (width / 16)] ?? 0;
      expect(readTimeCode(luma)).toEqual({ film: plan.number, frame });
    }
  });
});

describe('readTimeCode', () => {
  it('reads nothing from a picture without one', () => {
    expect(readTimeCode(() => 128)).toBeUndefined();
    expect(readTimeCode((_, row) => (row === 0 ? 0 : 255))).toBeUndefined();
    expect(readTimeCode((column, row) => (column === 9 ? 100 : row * 255))).toBeUndefined();
  });
});
