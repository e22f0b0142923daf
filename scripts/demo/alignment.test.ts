import { describe, expect, it } from 'vitest';
import { align, archiveSkews, median, sourceSkews } from './alignment.ts';

const startedAt = 1_000_000;
/** A source whose flash comes `skewMs` after the beep, each second. */
const pairs = (skewMs: (second: number) => number, seconds = 30) =>
  Array.from({ length: seconds }, (_, second) => ({
    frame: second * 15,
    at: startedAt + second * 1_000,
    stampedMs: skewMs(second) + 777,
    // A busy page: only now and then something comes without delay.
    pictureLagMs: second % 7 === 0 ? 23 : 23 + 40,
    soundLagMs: second % 5 === 0 ? 800 : 900,
  }));
const archived = (skewMs: (second: number) => number, seconds = 30) =>
  Array.from({ length: seconds }, (_, second) => ({
    frame: second * 15,
    atMs: second * 1_000 + 80,
    skewMs: skewMs(second),
  }));

describe('alignment', () => {
  it('tells how far an archive is from its source, second by second, though the source moves', () => {
    const moving = (second: number) => (second < 12 ? -70 : -5);
    const source = sourceSkews(pairs(moving), startedAt);
    const {
      pairs: count,
      unmatched,
      medianMs,
      maxMs,
      driftMs,
    } = align(
      archived((second) => moving(second) - 8),
      source,
    );
    expect([count, unmatched]).toEqual([30, 0]);
    expect(medianMs).toBeCloseTo(-8);
    expect(maxMs).toBeCloseTo(8);
    expect(driftMs).toBeCloseTo(0);
  });

  it('sees a drift, and a single second that is off', () => {
    const source = sourceSkews(
      pairs(() => 0),
      startedAt,
    );
    expect(
      align(
        archived((second) => second * 2),
        source,
      ).driftMs,
    ).toBeCloseTo(40);
    expect(
      align(
        archived((second) => (second === 17 ? 90 : 0)),
        source,
      ).maxMs,
    ).toBeCloseTo(90);
  });

  it('takes a neighbour for what it is', () => {
    const source = sourceSkews(
      pairs(() => -480),
      startedAt,
    );
    const { maxMs } = align(
      archived(() => 490),
      source,
    );
    expect(maxMs).toBeCloseTo(30);
  });

  it('compares only what begins with the same picture', () => {
    const source = sourceSkews(
      pairs(() => 0),
      startedAt,
    );
    const shifted = archived(() => 0).map((point) => ({ ...point, frame: point.frame + 1 }));
    expect(align(shifted, source)).toMatchObject({ pairs: 0, unmatched: 30 });
  });

  it('finds the beep beside each flash', () => {
    const pictures = Array.from({ length: 60 }, (_, frame) => ({
      atMs: frame * 66,
      code: { film: 0, frame },
      isFlash: frame % 15 < 2,
    }));
    // The first flash has no picture before it and does not count as a beginning.
    expect(archiveSkews(pictures, [0, 1_000, 1_990])).toEqual([
      { frame: 15, atMs: 990, skewMs: -10 },
      { frame: 30, atMs: 1_980, skewMs: -10 },
    ]);
  });

  it('has a middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});
