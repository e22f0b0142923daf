import { pino } from 'pino';
import { expect, test } from 'vitest';
import { isSuspect, showsNothing } from './flat-picture.ts';
import { type Codec, ffmpegProgram, keyFrameOf, type Scene, scenes } from './key-frames.test-support.ts';
import { keyPictureOf } from './key-picture.ts';
import { PictureDecoder } from './picture-decoder.ts';

const silent = pino({ level: 'silent' });
const decoder = new PictureDecoder(ffmpegProgram, silent);
const nothing: readonly Scene[] = ['black', 'cappedLens', 'blue', 'white'];

test.each<Codec>(['h264', 'vp8', 'vp9'])('%s: of real pictures, those that show nothing are found', async (codec) => {
  for (const scene of Object.keys(scenes) as Scene[]) {
    const unit = await keyFrameOf(scene, codec);
    const picture = unit.config && keyPictureOf(unit.config, unit.data);
    const luma = picture && (await decoder.luma(picture));
    if (luma === null) throw new Error(`${scene} was not decoded`);
    expect(showsNothing('camera', luma), scene).toBe(nothing.includes(scene));
    if (nothing.includes(scene)) expect(isSuspect(unit), scene).toBe(true);
    if (scene === 'classroom') expect(isSuspect(unit), 'an everyday picture is not decoded').toBe(false);
  }
});

test('a white screen is a page to write on, a black one shows nothing', () => {
  expect(showsNothing('screen', { mean: 235, spread: 0 })).toBe(false);
  expect(showsNothing('screen', { mean: 16, spread: 0 })).toBe(true);
});

test('what cannot be decoded is not judged: broken bytes, no ffmpeg', async () => {
  const broken = { format: 'h264', data: Buffer.from('00000001ff00ff00', 'hex') } as const;
  expect(await decoder.luma(broken)).toBeNull();
  const none = new PictureDecoder('/nowhere/ffmpeg', silent);
  const { config, data } = await keyFrameOf('black', 'h264');
  const picture = config && keyPictureOf(config, data);
  expect(picture && (await none.luma(picture))).toBeNull();
});

test('a malformed unit or record gives no picture', async () => {
  const { config, data } = await keyFrameOf('black', 'h264');
  if (config?.description == null) throw new Error('no record');
  expect(keyPictureOf(config, data.subarray(0, data.length - 3))).toBeNull();
  expect(keyPictureOf({ ...config, description: config.description.subarray(0, 9) }, data)).toBeNull();
});
