import { expect, test } from 'vitest';
import { LineMeter } from './line-meter.ts';

test('judges a line by its width, not by how far away the server is', () => {
  const meter = new LineMeter();
  meter.add(20_000, 100, 110);
  expect(meter.lineBps).toBeNull();
  for (let file = 0; file < 40; file += 1) meter.add(50_000, 100, 300);
  // 50 kB in 200 ms.
  expect(meter.lineBps).toBeGreaterThan(1_900_000);
  expect(meter.lineBps).toBeLessThan(2_100_000);
});
