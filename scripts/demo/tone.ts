/** How strong a pitch is in each window of a sound. */
export interface ToneLevels {
  /** Milliseconds from one window to the next. */
  readonly stepMs: number;
  /** Amplitude of the pitch, 0 to 1, window by window. */
  readonly levels: readonly number[];
}

const stepMs = 2.5;
const windowMs = 5;

/** Measures one pitch by Goertzel's algorithm, in windows of 5 ms each 2.5 ms. */
export function toneLevels(samples: Float32Array, sampleRate: number, pitchHz: number): ToneLevels {
  const step = Math.round((sampleRate * stepMs) / 1_000);
  const length = Math.round((sampleRate * windowMs) / 1_000);
  const factor = 2 * Math.cos((2 * Math.PI * pitchHz) / sampleRate);
  const levels: number[] = [];
  for (let start = 0; start + length <= samples.length; start += step) {
    let last = 0;
    let beforeLast = 0;
    for (let index = start; index < start + length; index += 1) {
      const next = (samples[index] ?? 0) + factor * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    const power = last * last + beforeLast * beforeLast - factor * last * beforeLast;
    levels.push((2 * Math.sqrt(Math.max(0, power))) / length);
  }
  return { stepMs, levels };
}

/** How strong a tone is where it sounds: in pieces of one sound, of which some may be without it. */
export function loudness(pieces: readonly ToneLevels[]): number {
  const sorted = pieces.flatMap(({ levels }) => levels).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.97)] ?? 0;
}

/** When a tone of this loudness begins after at least 300 ms without, in milliseconds from the sound's start. */
export function onsets(tone: ToneLevels, loud = loudness([tone])): number[] {
  const { stepMs: step, levels } = tone;
  if (loud < 0.01) return [];
  const found: number[] = [];
  let quietSince = Number.NEGATIVE_INFINITY;
  for (const [index, level] of levels.entries()) {
    if (level < loud / 2) continue;
    const at = index * step;
    // Half strength is reached when half of the window lies in the tone.
    if (at - quietSince > 300) found.push(Math.max(0, at + windowMs / 2));
    quietSince = at;
  }
  return found;
}
