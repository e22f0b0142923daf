import { expect, test } from 'vitest';
import type { AccessUnit } from '../codec/access-unit.ts';
import { cameraStream } from './key-frames.test-support.ts';
import type { Luma } from './picture-decoder.ts';
import { PictureWatch } from './picture-watch.ts';

const config = { family: 'vp8', codec: 'vp8', width: 320, height: 180, description: null } as const;
const unit = (lengthBytes: number): AccessUnit => ({
  rtpTimestamp: 0,
  key: true,
  data: Buffer.alloc(lengthBytes),
  config,
});
const [small, usual] = [unit(300), unit(6_000)];
const black: Luma = { mean: 16, spread: 0 };
const dark: Luma = { mean: 25, spread: 7 };

function watch(luma: () => Luma | null) {
  const asked: string[] = [];
  const decoded: number[] = [];
  const urgent: boolean[] = [];
  let found = 0;
  const pictures = new PictureWatch({
    decoder: {
      luma: async ({ data }, isUrgent = false) => {
        decoded.push(data.length);
        urgent.push(isUrgent);
        return luma();
      },
    },
    requestKeyFrame: (trackId) => asked.push(trackId),
    onBlack: () => {
      found += 1;
    },
  });
  /** A key frame, and what is made of it. */
  const key = async (of: AccessUnit, nowMs: number, stream = cameraStream({ codec: 'vp8' })) => {
    pictures.key(stream, of, nowMs);
    await new Promise(setImmediate);
  };
  return { pictures, asked, decoded, urgent, key, found: () => found };
}

test('two looks at nothing, 0.7 s apart, are black; the second is asked for; a picture of something ends it at once', async () => {
  const { pictures, asked, key, found } = watch(() => black);
  await key(usual, 0);
  await key(small, 2_000);
  expect([pictures.isBlack('camera'), asked]).toEqual([false, []]);
  pictures.look();
  expect(asked).toEqual(['camera']);
  await key(small, 3_000);
  expect([pictures.isBlack('camera'), found()]).toEqual([true, 1]);
  pictures.look();
  expect(asked).toHaveLength(1);
  await key(usual, 5_000);
  expect(pictures.isBlack('camera')).toBe(false);
});

test('nothing is decoded of pictures of the usual size; a black one is looked at again less often', async () => {
  const { decoded, key } = watch(() => black);
  for (let nowMs = 0; nowMs < 10_000; nowMs += 500) await key(usual, nowMs);
  expect(decoded).toHaveLength(0);
  for (let nowMs = 10_000; nowMs < 20_000; nowMs += 100) await key(small, nowMs);
  expect(decoded.length).toBeLessThanOrEqual(6);
});

test('a dark room is looked into and is not black, nor is a picture that could not be decoded', async () => {
  for (const luma of [dark, null]) {
    const { pictures, decoded, key } = watch(() => luma);
    for (let nowMs = 0; nowMs < 10_000; nowMs += 2_000) await key(small, nowMs);
    expect([pictures.isBlack('camera'), decoded.length]).toEqual([false, 5]);
  }
});

test('what may have gone black is looked at without delay, a dark room and what is black already when there is time', async () => {
  const seen: Luma[] = [dark, dark, black, black, black];
  const { urgent, key } = watch(() => seen.shift() ?? null);
  for (const nowMs of [0, 2_000, 4_000, 6_000, 11_000]) await key(small, nowMs);
  expect(urgent).toEqual([true, false, false, true, false]);
});

test('a look that takes long counts although newer small pictures came meanwhile, and not when one of something did', async () => {
  const answers: ((luma: Luma) => void)[] = [];
  let found = 0;
  const pictures = new PictureWatch({
    decoder: { luma: () => new Promise((resolve) => answers.push(resolve)) },
    requestKeyFrame: () => {},
    onBlack: () => {
      found += 1;
    },
  });
  const stream = cameraStream({ codec: 'vp8' });
  const answer = async (luma: Luma) => {
    answers.shift()?.(luma);
    await new Promise(setImmediate);
  };
  for (const nowMs of [0, 600, 1_200]) pictures.key(stream, small, nowMs);
  await answer(black);
  for (const nowMs of [1_800, 2_400]) pictures.key(stream, small, nowMs);
  await answer(black);
  expect([pictures.isBlack('camera'), found]).toEqual([true, 1]);
  pictures.key(stream, usual, 8_000);
  pictures.key(stream, small, 9_000);
  pictures.key(stream, usual, 9_500);
  await answer(black);
  pictures.key(stream, small, 11_000);
  await answer(black);
  expect(pictures.isBlack('camera')).toBe(false);
});

test('the smallest layer counts, a larger one when nothing comes of that', async () => {
  const { pictures, decoded, key } = watch(() => black);
  const large = cameraStream({ codec: 'vp8', layer: 2, ssrc: 3 });
  await key(usual, 0);
  await key(small, 1_000, large);
  expect(decoded).toHaveLength(0);
  await key(small, 6_000, large);
  await key(small, 8_000, large);
  expect(pictures.isBlack('camera')).toBe(true);
});

test('what was black before it was switched off counts for nothing', async () => {
  const { pictures, key } = watch(() => black);
  await key(small, 0);
  pictures.forget('camera');
  await key(small, 5_000);
  expect(pictures.isBlack('camera')).toBe(false);
});
