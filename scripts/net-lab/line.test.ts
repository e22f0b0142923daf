import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConditions } from './conditions.ts';
import { Line } from './line.ts';

/** Sends packets of 1,000 bytes, one each `everyMs`, and tells which were lost and when the others came. */
function run(line: Line, packets: number, everyMs = 1) {
  const lost: number[] = [];
  const dueMs: number[] = [];
  for (let index = 0; index < packets; index += 1) {
    const passage = line.pass(1_000, index * everyMs);
    if ('dueMs' in passage) dueMs.push(passage.dueMs);
    else lost.push(index);
  }
  return { lost, dueMs };
}

function lineWith(seed: number, conditions: Parameters<Line['set']>[0], name = 'up'): Line {
  const line = new Line(seed, name);
  line.set(conditions);
  return line;
}

describe('Line', () => {
  it('loses exactly the same packets for the same seed, and others for another', () => {
    const losses = (seed: number, name?: string) => run(lineWith(seed, { loss: 0.03 }, name), 100_000).lost;
    expect(losses(7)).toEqual(losses(7));
    expect(losses(7)).toHaveLength(3_064);
    expect(losses(8)).not.toEqual(losses(7));
    expect(losses(7, 'down')).not.toEqual(losses(7));
  });

  it.each([0.01, 0.05, 0.2])('loses a share of %d', (loss) => {
    const share = run(lineWith(3, { loss }), 200_000).lost.length / 200_000;
    // Four standard deviations of a fair draw.
    expect(Math.abs(share - loss)).toBeLessThan(4 * Math.sqrt((loss * (1 - loss)) / 200_000));
  });

  it('loses in runs of the asked mean length, and as much as asked', () => {
    const { lost } = run(lineWith(11, { loss: 0.05, lossBurstPackets: 8 }), 400_000);
    const runs = lost.filter((index, position) => lost[position - 1] !== index - 1).length;
    expect(lost.length / 400_000).toBeGreaterThan(0.045);
    expect(lost.length / 400_000).toBeLessThan(0.055);
    expect(lost.length / runs).toBeGreaterThan(7.5);
    expect(lost.length / runs).toBeLessThan(8.5);
  });

  it('keeps its losses when only the jitter changes', () => {
    const calm = run(lineWith(5, { loss: 0.1 }), 5_000).lost;
    expect(run(lineWith(5, { loss: 0.1, jitterMs: 40 }), 5_000).lost).toEqual(calm);
  });

  it('lets the rate through and drops what does not fit into the queue', () => {
    // 8 Mb/s are offered to 2 Mb/s for 10 s.
    const line = lineWith(1, { rateBps: 2_000_000, queueBytes: 20_000, delayMs: 30 });
    const { dueMs } = run(line, 10_000, 1);
    const spanS = ((dueMs.at(-1) ?? 0) - (dueMs[0] ?? 0)) / 1_000;
    expect((dueMs.length * 8_000) / spanS / 2_000_000).toBeCloseTo(1, 2);
    expect(line.counts.overflowed).toBe(10_000 - dueMs.length);
    // Nobody waits longer than the queue is long (80 ms) beside the delay.
    for (const [position, due] of dueMs.entries())
      if (position > 0) expect(due).toBeGreaterThan(dueMs[position - 1] ?? 0);
    expect((dueMs.at(-1) ?? 0) - 9_999).toBeLessThanOrEqual(30 + 80 + 4);
  });

  it('lets a burst pass at once where a bucket is given', () => {
    const line = lineWith(1, { rateBps: 800_000, burstBytes: 5_000 });
    const due = Array.from({ length: 8 }, () => line.pass(1_000, 100)).map((p) => ('dueMs' in p ? p.dueMs : -1));
    expect(due).toEqual([100, 100, 100, 100, 100, 110, 120, 130]);
  });

  it('spreads jitter evenly and keeps the order', () => {
    const { dueMs } = run(lineWith(9, { delayMs: 50, jitterMs: 10 }), 2_000, 20);
    const extra = dueMs.map((due, index) => due - index * 20 - 50);
    expect(Math.min(...extra)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...extra)).toBeLessThanOrEqual(10);
    expect(extra.reduce((a, b) => a + b, 0) / extra.length).toBeCloseTo(5, 0);
    const dense = run(lineWith(9, { jitterMs: 40 }), 2_000).dueMs;
    expect([...dense].sort((a, b) => a - b)).toEqual(dense);
  });

  it('loses everything while it is down, and every byte of a stream comes late instead', () => {
    const line = lineWith(1, { down: true });
    expect(run(line, 5).lost).toHaveLength(5);
    expect(line.counts.lostWhileDown).toBe(5);
    const stream = lineWith(1, { loss: 1, delayMs: 20 });
    expect(stream.carry(1_000, 0)).toBe(220);
    expect(stream.carry(1_000, 300)).toBe(520);
  });

  it('counts every packet once, whatever happens to it', () => {
    const conditions = fc.record({
      loss: fc.double({ min: 0, max: 1, noNaN: true }),
      lossBurstPackets: fc.option(fc.integer({ min: 1, max: 50 })),
      rateBps: fc.option(fc.integer({ min: 10_000, max: 10_000_000 })),
      queueBytes: fc.integer({ min: 0, max: 100_000 }),
      jitterMs: fc.integer({ min: 0, max: 100 }),
      down: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer(), conditions, (seed, given) => {
        const line = lineWith(seed, given);
        const { lost, dueMs } = run(line, 200);
        const { packets, lost: dropped, overflowed, lostWhileDown } = line.counts;
        expect(packets).toBe(200);
        expect(lost.length + dueMs.length).toBe(200);
        expect(dropped + overflowed + lostWhileDown).toBe(lost.length);
      }),
      { seed: 20, numRuns: 100 },
    );
  });
});

describe('checkConditions', () => {
  it.each([
    [{ loss: 2 }, 'loss cannot be 2'],
    [{ rateBps: 0 }, 'rateBps cannot be 0'],
    [{ delayMs: -1 }, 'delayMs cannot be -1'],
    [{ delayMs: null }, 'delayMs cannot be null'],
    [{ down: 'yes' }, 'down cannot be "yes"'],
    [{ weather: 1 }, 'weather is no condition of a line'],
    [{ toString: 1 }, 'toString is no condition of a line'],
  ])('refuses %j', (change, sentence) => {
    expect(() => checkConditions(change)).toThrow(sentence);
  });

  it('takes what fits', () => {
    expect(checkConditions({ rateBps: null, loss: 0.5, down: true })).toEqual({ rateBps: null, loss: 0.5, down: true });
  });
});
