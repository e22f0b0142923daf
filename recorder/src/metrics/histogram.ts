import type { MetricSample } from './exposition.ts';

/** Counts durations by how long they were. */
export class Histogram {
  readonly #boundsSeconds: readonly number[];
  readonly #counts: number[];
  #sumSeconds = 0;
  #count = 0;

  /** Upper bounds of the buckets, rising. */
  constructor(boundsSeconds: readonly number[]) {
    this.#boundsSeconds = boundsSeconds;
    this.#counts = boundsSeconds.map(() => 0);
  }

  observe(durationMs: number): void {
    const seconds = durationMs / 1_000;
    this.#sumSeconds += seconds;
    this.#count += 1;
    // Each bucket holds all that is not longer than its bound.
    for (const [index, bound] of this.#boundsSeconds.entries()) {
      if (seconds <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
  }

  samples(): MetricSample[] {
    const buckets = this.#boundsSeconds.map((bound, index) => ({
      suffix: '_bucket',
      labels: { le: String(bound) },
      value: this.#counts[index] ?? 0,
    }));
    return [
      ...buckets,
      { suffix: '_bucket', labels: { le: '+Inf' }, value: this.#count },
      { suffix: '_sum', value: this.#sumSeconds },
      { suffix: '_count', value: this.#count },
    ];
  }
}
