import type { ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { opusDurationTicks } from '../codec/opus.ts';
import type { ArchiveBytes } from './archive-bytes.ts';
import { decodedSound, type SoundDecoder, soundRate } from './decoded.ts';
import { endOf, type MediaRun } from './media-runs.ts';

const channels = 2;

/** A segment that was handed to the decoder. */
interface Placed {
  segment: ArchiveSegment;
  /** Samples that a decoder makes of it. */
  samples: number;
}

/**
 * The sound of a run of a track, laid out on the lesson's timeline: each segment lies between its own ends, whatever the sender's clock
 * did. A decoder gives as many samples as were sent; they are drawn out or together by what the ear does not hear.
 * @param fromMs where it begins, within the run's first segment
 */
export function trackSound(program: string, bytes: ArchiveBytes, run: MediaRun, fromMs: number): SoundDecoder {
  const placed: Placed[] = [];
  const source = bytes.stream(run.layer, run.segments, {
    onSegment: async (segment, content) => {
      placed.push({ segment, samples: await countSamples(content) });
    },
  });
  return new TrackSound(decodedSound(program, { source }), placed, Math.round((fromMs * soundRate) / 1_000));
}

class TrackSound implements SoundDecoder {
  readonly #decoder: SoundDecoder;
  /** Those whose sound has not been read; filled before the decoder can give it. */
  readonly #placed: Placed[];
  /** Where the next value lies: number of the sample on the lesson's timeline. */
  #at: number;
  #ready: Int16Array = new Int16Array(0);

  constructor(decoder: SoundDecoder, placed: Placed[], at: number) {
    this.#decoder = decoder;
    this.#placed = placed;
    this.#at = at;
  }

  async read(target: Int16Array): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      if (this.#ready.length === 0 && !(await this.#load())) break;
      const taken = this.#ready.subarray(0, target.length - filled);
      target.set(taken, filled);
      filled += taken.length;
      this.#ready = this.#ready.subarray(taken.length);
    }
    return filled;
  }

  close(): void {
    this.#decoder.close();
  }

  /** Makes the next segment's sound ready, behind the silence before it. False when there is no more. */
  async #load(): Promise<boolean> {
    // Its first bytes come only once the segment was handed on.
    const first = new Int16Array(channels);
    if ((await this.#decoder.read(first)) < channels) return false;
    const next = this.#placed.shift();
    if (!next) return false;
    const decoded = new Int16Array(Math.max(1, next.samples) * channels);
    decoded.set(first);
    const count = channels + (await this.#decoder.read(decoded.subarray(channels)));
    const from = Math.round((next.segment.startMs * soundRate) / 1_000);
    const to = Math.round((endOf(next.segment) * soundRate) / 1_000);
    const drawn = stretched(decoded.subarray(0, count), Math.round(((to - from) * count) / decoded.length));
    // A film may begin within a segment, and segments may lie a little apart.
    const skipped = Math.max(0, this.#at - from);
    const silence = Math.max(0, from - this.#at);
    const ready = new Int16Array(silence * channels + Math.max(0, drawn.length - skipped * channels));
    ready.set(drawn.subarray(skipped * channels), silence * channels);
    this.#ready = ready;
    this.#at += ready.length / channels;
    return ready.length > 0 || this.#load();
  }
}

/** The same sound in another number of samples, by straight lines between them. */
function stretched(values: Int16Array, frames: number): Int16Array {
  const count = values.length / channels;
  if (count === frames || count === 0) return values;
  const result = new Int16Array(frames * channels);
  const step = count / frames;
  for (let frame = 0; frame < frames; frame += 1) {
    const place = frame * step;
    const before = Math.floor(place);
    const share = place - before;
    const after = Math.min(count - 1, before + 1);
    for (let channel = 0; channel < channels; channel += 1) {
      const low = values[before * channels + channel] ?? 0;
      const high = values[after * channels + channel] ?? 0;
      result[frame * channels + channel] = Math.round(low + (high - low) * share);
    }
  }
  return result;
}

/** How many samples a decoder makes of a segment behind its initialisation: what its Opus packets say (RFC 6716, section 3.1). */
async function countSamples(content: Buffer): Promise<number> {
  const input = new Input({ source: new BufferSource(content), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  let samples = 0;
  if (!track) return samples;
  for await (const { data } of new EncodedPacketSink(track).packets()) samples += opusDurationTicks(Buffer.from(data));
  return samples;
}
