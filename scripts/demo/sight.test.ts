import { describe, expect, it } from 'vitest';
import { compare } from './check-replay.ts';
import { apart, same } from './sight.ts';

describe('a sight that is held against another', () => {
  const differs = (...given: Parameters<typeof apart>) => {
    const { by, most } = apart(...given);
    return !(by <= most);
  };

  it('knows a picture again, and another one as another', () => {
    expect(differs('picture', [10, 200, 30], [12, 190, 31])).toBe(false);
    expect(differs('picture', [10, 200, 30], [200, 10, 30])).toBe(true);
    expect(differs('picture', [10, 200, 30], [])).toBe(true);
  });

  it('knows ink by where it is', () => {
    expect(differs('ink', [0, 1, 1, 1, 1, 0], [0, 1, 1, 1, 1, 0])).toBe(false);
    expect(differs('ink', [0, 1, 1, 1, 1, 0], [1, 0, 0, 1, 1, 1])).toBe(true);
    expect(differs('ink', [0, 0, 0], [0, 0, 0])).toBe(false);
    expect(differs('ink', [0, 0, 0], [0, 1, 0])).toBe(true);
    expect(differs('ink', [0, 1, 0], [])).toBe(true);
  });

  it('lets time pass between the two', () => {
    expect(differs('seconds', [57], [55], 2_000)).toBe(false);
    expect(differs('seconds', [57], [57], 5_000)).toBe(true);
    expect(differs('film', [3_000], [5_020], 2_000)).toBe(false);
    expect(differs('film', [3_000], [3_000], 2_000)).toBe(true);
  });

  it('compares what was measured, sight by sight', () => {
    const moment = { sights: [same('#there'), same('#film', { measure: 'film' })], measured: [[], [1_000]] };
    const [only, ...others] = compare(moment, { measured: [[], [1_400]], positionMs: 8_300 }, 8_000);
    expect(others).toEqual([]);
    expect(only).toEqual({ ok: true, words: 'film 100 ms apart' });
    expect(compare(moment, { measured: [[], [9_000]], positionMs: 8_300 }, 8_000)[0]?.ok).toBe(false);
  });
});
