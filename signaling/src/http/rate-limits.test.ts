import { expect, test } from 'vitest';
import { addressKey, RateLimit, retryAfterSeconds } from './rate-limits.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['somebody', 'unknown'],
  [undefined, 'unknown'],
])('%s counts as %s', (address, key) => expect(addressKey(address)).toBe(key));

test('a key may pass so often, and is told when to come back; others are not held up', async () => {
  const limit = new RateLimit(3, 60_000);
  for (let call = 0; call < 3; call += 1) await limit.take('a');
  await expect(limit.check('a')).rejects.toMatchObject({ code: 'tooMany' });
  const error = await limit.take('a').catch((refused: unknown) => refused);
  expect(error).toMatchObject({ code: 'tooMany' });
  expect(retryAfterSeconds(error)).toBeGreaterThan(50);
  await limit.take('b');
  await limit.check('b');
  expect(retryAfterSeconds(new Error('other'))).toBeUndefined();
});
