import { correlate } from './fourier.ts';

/** How a room's loudspeaker sounds in its microphone. */
export interface RoomSound {
  /** From playing to hearing, milliseconds; null when the chirp was not heard. */
  delayMs: number | null;
  /** How loud the microphone has the loudspeaker, dB against what was played; null when it was not heard. */
  levelDb: number | null;
  /** Echoes more than 60 ms after the direct sound, dB against it; null when the chirp was not heard. */
  echoDb: number | null;
  /** Share of samples at full scale. */
  clipped: number;
  advice: RoomAdvice;
}

/**
 * What to do, one thing: `nothing` (was the loudspeaker on?), `clipped` (turn it down), `late` (a slow loudspeaker, such
 * as a wireless one), `echo` (move the microphone, or the room rings), `quiet` (turn it up), or all is `fine`.
 */
export type RoomAdvice = 'fine' | 'echo' | 'quiet' | 'nothing' | 'late' | 'clipped';

const chirpSeconds = 0.6;
const [lowHz, highHz] = [400, 5_000];
const loudness = 0.5;

/** The sound that is played: a sweep through what voices use, which no noise of a room resembles. */
export function chirp(samplesPerSecond: number): Float32Array {
  const length = Math.round(chirpSeconds * samplesPerSecond);
  return Float32Array.from({ length }, (_, index) => {
    const seconds = index / samplesPerSecond;
    const phase = 2 * Math.PI * (lowHz * seconds + ((highHz - lowHz) * seconds * seconds) / (2 * chirpSeconds));
    const fade = Math.min(1, index / (length * 0.05), (length - index) / (length * 0.05));
    return loudness * fade * Math.sin(phase);
  });
}

/** The peak of the matched filter must stand out of all else so much, else it is chance. */
const standsOut = 12;
const limits = { lateMs: 350, quietDb: -46, loudDb: 3, echoDb: -9, clipped: 0.002 };

/**
 * Judges what a microphone heard of {@link chirp}. `playedAt`: the sample of `heard` at which it began to be played.
 * Processing of the microphone (echo cancellation, noise suppression, automatic gain) must have been off.
 */
export function judgeRoom(heard: Float32Array, playedAt: number, samplesPerSecond: number): RoomSound {
  const probe = chirp(samplesPerSecond);
  const clipped = heard.reduce((count, sample) => count + (Math.abs(sample) >= 0.99 ? 1 : 0), 0) / heard.length;
  const filtered = correlate(heard, probe);
  const match = filtered.subarray(playedAt);
  let peak = 0;
  for (let index = 0; index < match.length; index += 1) {
    if (Math.abs(match[index] ?? 0) > Math.abs(match[peak] ?? 0)) peak = index;
  }
  const power = match.reduce((sum, value) => sum + value * value, 0) / Math.max(1, match.length);
  const height = Math.abs(match[peak] ?? 0);
  if (height === 0 || height < standsOut * Math.sqrt(power)) {
    return { delayMs: null, levelDb: null, echoDb: null, clipped, advice: 'nothing' };
  }
  const energy = probe.reduce((sum, value) => sum + value * value, 0);
  const ms = (milliseconds: number) => Math.round((milliseconds * samplesPerSecond) / 1_000);
  const direct = energyOf(match, peak - ms(5), peak + ms(15));
  // What the filter makes of the room's noise, before anything was played, is no echo.
  const noise = playedAt > 0 ? energyOf(filtered, 0, playedAt) / playedAt : 0;
  const [from, to] = [peak + ms(60), Math.min(match.length, peak + ms(700))];
  const late = Math.max(0, energyOf(match, from, to) - 1.3 * noise * Math.max(0, to - from));
  const delayMs = (peak / samplesPerSecond) * 1_000;
  const levelDb = 20 * Math.log10(height / energy);
  const echoDb = 10 * Math.log10(late / direct + 1e-9);
  return { delayMs, levelDb, echoDb, clipped, advice: advise({ delayMs, levelDb, echoDb, clipped }) };
}

function advise(sound: { delayMs: number; levelDb: number; echoDb: number; clipped: number }): RoomAdvice {
  if (sound.clipped > limits.clipped) return 'clipped';
  if (sound.delayMs > limits.lateMs) return 'late';
  if (sound.echoDb > limits.echoDb || sound.levelDb > limits.loudDb) return 'echo';
  return sound.levelDb < limits.quietDb ? 'quiet' : 'fine';
}

function energyOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = Math.max(0, from); index < Math.min(values.length, to); index += 1) sum += (values[index] ?? 0) ** 2;
  return sum;
}
