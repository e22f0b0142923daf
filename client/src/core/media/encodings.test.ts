import { expect, test } from 'vitest';
import { cameraLayers } from './encodings.ts';

test.each([
  [1280, 720, [4, 2, 1]],
  [960, 540, [4, 2, 1]],
  [720, 1280, [4, 2, 1]],
  [640, 360, [2, 1]],
  [480, 270, [2, 1]],
  [320, 180, [1]],
])('%i×%i is sent in layers scaled by %j', (width, height, scales) => {
  const layers = cameraLayers(width, height);
  expect(layers.map((layer) => layer.scaleResolutionDownBy)).toEqual(scales);
  const rates = layers.map((layer) => layer.maxBitrate);
  expect(rates).toEqual([...rates].sort((one, other) => one - other));
});
