import type { Clock } from './clock.ts';
import { limits } from './limits.ts';

/**
 * Which layers of one picture anybody needs. More is told at once, less after 2 s, so that a page turned to and fro does
 * not stop and start an encoder.
 */
export class Demand {
  readonly #clock: Clock;
  readonly #layers: number;
  readonly #tell: (maxSpatialLayer: number) => void;
  readonly #counts = [0, 0, 0];
  #paused: boolean;
  #told: number | undefined;
  #cancel: (() => void) | undefined;
  #closed = false;

  /** `tell` gets the highest layer needed, -1 for nobody, and is called first when that is first known. */
  constructor(options: { clock: Clock; layers: number; paused: boolean; tell: (maxSpatialLayer: number) => void }) {
    this.#clock = options.clock;
    this.#layers = options.layers;
    this.#paused = options.paused;
    this.#tell = options.tell;
    this.#changed();
  }

  /** What was last told; undefined before the first time. */
  get told(): number | undefined {
    return this.#told;
  }

  /** One receiver's highest layer changed; undefined where it has none. */
  change(from: number | undefined, to: number | undefined): void {
    if (from !== undefined) this.#count(from, -1);
    if (to !== undefined) this.#count(to, 1);
    this.#changed();
  }

  /** Nobody needs what is not forwarded. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#changed();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #count(layer: number, by: number): void {
    const index = Math.min(layer, this.#layers - 1, 2);
    this.#counts[index] = (this.#counts[index] ?? 0) + by;
  }

  #needed(): number {
    return this.#paused ? -1 : this.#counts.findLastIndex((count) => count > 0);
  }

  #changed(): void {
    if (this.#closed) return;
    const needed = this.#needed();
    const told = this.#told;
    if (needed === told || (needed > (told ?? -1) && needed >= 0)) {
      this.#cancel?.();
      this.#cancel = undefined;
      if (needed !== told) this.#say(needed);
      return;
    }
    this.#cancel ??= this.#clock.after(limits.demandDownMs, () => {
      this.#cancel = undefined;
      const now = this.#needed();
      if (now !== this.#told) this.#say(now);
    });
  }

  #say(needed: number): void {
    this.#told = needed;
    this.#tell(needed);
  }
}
