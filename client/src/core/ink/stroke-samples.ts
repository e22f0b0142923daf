import { type InkPoint, inkUnits, limits, pressureSteps } from '@tongke/signaling/protocol/lesson';

/** Where a pointer was, and when. */
export interface Sample {
  /** Share of the page's box, 0 to 1; beyond it the edge is meant. */
  x: number;
  y: number;
  /** 0 to 1; null when the device does not know. */
  pressure: number | null;
  /** Milliseconds on any clock. */
  at: number;
}

const clamp = (value: number): number => (value > 0 ? Math.min(value, 1) : 0);

/** A sample as a point of a drawing. What is not a number becomes the edge. */
export const inkPoint = ({ x, y, pressure }: Sample): InkPoint => ({
  x: Math.round(clamp(x) * (inkUnits - 1)),
  y: Math.round(clamp(y) * (inkUnits - 1)),
  pressure: pressure === null ? null : Math.round(clamp(pressure) * (pressureSteps - 1)),
});

const samePlace = (one: InkPoint, other: InkPoint): boolean =>
  one.x === other.x && one.y === other.y && one.pressure === other.pressure;

/** The way of a pointer while it draws: its points, without those that repeat the one before, and their times. */
export class StrokeSamples {
  readonly points: InkPoint[] = [];
  readonly #times: number[] = [];
  /** Of its first sample. */
  readonly beganAt: number;
  #last: number;

  constructor(first: Sample) {
    this.beganAt = first.at;
    this.#last = first.at;
    this.add(first);
  }

  /** False when the stroke is as long as one may be: it has to go on as another. */
  add(sample: Sample): boolean {
    const point = inkPoint(sample);
    const last = this.points.at(-1);
    this.#last = Math.max(this.#last, sample.at);
    if (last && samePlace(last, point)) return true;
    if (this.points.length >= limits.inkPoints / 2) return false;
    this.points.push(point);
    this.#times.push(sample.at);
    return true;
  }

  get durationMs(): number {
    return this.#last - this.beganAt;
  }

  /**
   * The points evenly spaced in time, as a drawing has them: where the pen rested, its place is repeated. At most twice
   * as many.
   */
  evenly(): InkPoint[] {
    const { points } = this;
    if (points.length < 2) return points;
    const gaps = this.#times.slice(1).map((time, index) => time - (this.#times[index] ?? time));
    const usual = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
    let spare = points.length;
    return points.flatMap((point, index) => {
      const rests = usual > 0 ? Math.min(spare, Math.round((gaps[index] ?? 0) / usual) - 1) : 0;
      if (rests < 2) return [point];
      spare -= rests;
      return Array.from({ length: rests + 1 }, () => point);
    });
  }
}
