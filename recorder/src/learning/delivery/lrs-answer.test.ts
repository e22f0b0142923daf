import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerOf, retryAfterMs } from './lrs-answer.ts';
import { Patience } from './patience.ts';

test('Retry-After is understood in seconds and as a date, and nothing else is', () => {
  const now = Date.parse('2026-11-25T08:00:00Z');
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Wed, 25 Nov 2026 08:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Wed, 25 Nov 2026 07:00:00 GMT', now), 'it is over').toBe(0);
  expect(retryAfterMs('99999999999', now), 'a day at most').toBe(86_400_000);
  for (const header of [null, '', 'soon', '-1x']) expect(retryAfterMs(header, now)).toBeNull();
});

test('whatever a store answers, statements are lost by none of it', () => {
  const kinds = new Map(
    [100, 199, 301, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503].map((status) => [
      status,
      answerOf({ status, headers: new Headers() }, '').kind,
    ]),
  );
  expect(Object.fromEntries(kinds)).toEqual({
    100: 'later',
    199: 'later',
    301: 'later',
    400: 'refused',
    401: 'denied',
    403: 'denied',
    404: 'later',
    409: 'known',
    413: 'refused',
    422: 'refused',
    429: 'later',
    500: 'later',
    503: 'later',
  });
});

test('pauses grow to their most and stay there, spread, and are never shorter than was asked for', () => {
  const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.array(anyRandom, { minLength: 1, maxLength: 80 }), fc.nat(1_000_000), (chances, leastMs) => {
      let index = 0;
      const patience = new Patience({ firstMs: 1_000, atMostMs: 300_000 }, () => chances[index] ?? 0);
      for (; index < chances.length; index += 1) {
        const asked = index % 2 === 0 ? 0 : leastMs;
        const fullMs = Math.min(300_000, 1_000 * 2 ** index);
        const waitMs = patience.nextMs(asked);
        expect(waitMs).toBeGreaterThanOrEqual(Math.max(asked, fullMs / 2));
        expect(waitMs).toBeLessThanOrEqual(asked + fullMs);
      }
      patience.reset();
      expect(patience.nextMs()).toBeLessThanOrEqual(1_000);
    }),
    { seed: 20_261_125 },
  );
});
