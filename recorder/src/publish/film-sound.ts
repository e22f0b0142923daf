import { type ArchiveManifest, filmPosition, type MaterialId } from '@tongke/signaling/protocol/lesson';
import type { ArchiveBytes } from './archive-bytes.ts';
import { decodedSound, type SoundDecoder, soundRate } from './decoded.ts';
import type { EditList, SoundCut } from './edit-list.ts';
import { nextRun } from './media-runs.ts';
import { trackSound } from './track-sound.ts';

const channels = 2;
/** What is mixed at once. */
const blockFrames = soundRate / 4;

export interface SoundSource {
  program: string;
  bytes: ArchiveBytes;
  manifest: ArchiveManifest;
  /** Whole paths of films' files that are in the archive. */
  filmFiles: ReadonlyMap<MaterialId, string>;
}

/**
 * All that is heard in a film, mixed: 16 bits of two channels, 48,000 times a second, from its first moment to its last. What is missing
 * is silence of the same length. @param onProgress gets milliseconds of the film
 */
export async function* mixedSound(
  source: SoundSource,
  list: EditList,
  onProgress: (ms: number) => void,
): AsyncGenerator<Buffer> {
  const total = framesOf(list.toMs - list.fromMs);
  const waiting = list.sounds.map((cut) => new CutReader(source, cut, list.fromMs));
  let heard: CutReader[] = [];
  try {
    for (let at = 0; at < total; at += blockFrames) {
      const end = Math.min(total, at + blockFrames);
      while ((waiting[0]?.from ?? end) < end) heard.push(...waiting.splice(0, 1));
      const sum = new Float32Array((end - at) * channels);
      for (const reader of heard) await reader.addTo(sum, at, end);
      heard = heard.filter((reader) => !reader.closeAfter(end));
      const block = new Int16Array(sum.length);
      for (let index = 0; index < sum.length; index += 1) block[index] = soft(sum[index] ?? 0);
      yield Buffer.from(block.buffer);
      onProgress((end * 1_000) / soundRate);
    }
  } finally {
    for (const reader of heard) reader.close();
  }
}

const framesOf = (ms: number): number => Math.round((ms * soundRate) / 1_000);

/** Several voices at once may be louder than a number can say: from three quarters on they are pressed together. */
function soft(value: number): number {
  const knee = 24_576;
  const over = Math.abs(value) - knee;
  return over <= 0 ? value : Math.sign(value) * (knee + 8_190 * Math.tanh(over / 8_190));
}

/** One sound of the film, read forward in its own pace. Times are numbers of samples behind the film's beginning. */
class CutReader {
  readonly #source: SoundSource;
  readonly #cut: SoundCut;
  readonly #filmFromMs: number;
  readonly from: number;
  readonly #to: number;
  /** What is decoded now, and until when; without a decoder it is silence. */
  #run: { decoder: SoundDecoder | null; to: number } | null = null;

  constructor(source: SoundSource, cut: SoundCut, filmFromMs: number) {
    this.#source = source;
    this.#cut = cut;
    this.#filmFromMs = filmFromMs;
    this.from = framesOf(cut.fromMs - filmFromMs);
    this.#to = framesOf(cut.toMs - filmFromMs);
  }

  async addTo(sum: Float32Array, blockFrom: number, blockTo: number): Promise<void> {
    const end = Math.min(this.#to, blockTo);
    let at = Math.max(this.from, blockFrom);
    const volume = this.#cut.sound.of === 'film' ? this.#cut.sound.volume : 1;
    while (at < end) {
      if (this.#run === null || this.#run.to <= at) {
        this.#run?.decoder?.close();
        this.#run = this.#next(at);
      }
      const until = Math.min(end, this.#run.to);
      const values = new Int16Array((until - at) * channels);
      const count = (await this.#run.decoder?.read(values)) ?? 0;
      const offset = (at - blockFrom) * channels;
      for (let index = 0; index < count; index += 1)
        sum[offset + index] = (sum[offset + index] ?? 0) + (values[index] ?? 0) * volume;
      if (count < values.length) this.#spoil(at + Math.floor(count / channels));
      at = until;
    }
  }

  /** Whether it is over and closed. */
  closeAfter(at: number): boolean {
    if (this.#to > at) return false;
    this.close();
    return true;
  }

  /** Idempotent. */
  close(): void {
    this.#run?.decoder?.close();
    this.#run = null;
  }

  #next(at: number): { decoder: SoundDecoder | null; to: number } {
    const { sound } = this.#cut;
    const { program, bytes, filmFiles, manifest } = this.#source;
    const atMs = this.#filmFromMs + (at * 1_000) / soundRate;
    if (sound.of === 'film') {
      const path = filmFiles.get(sound.file.materialId);
      const lessonAt = manifest.startedAt + atMs;
      if (path === undefined) return { decoder: null, to: this.#to };
      if (sound.playback.state === 'playing' && lessonAt < sound.playback.startsAt - 1) {
        return { decoder: null, to: framesOf(sound.playback.startsAt - manifest.startedAt - this.#filmFromMs) };
      }
      const positionMs = filmPosition(sound.playback, sound.file.durationMs, lessonAt);
      const options = ['-ss', (positionMs / 1_000).toFixed(3)];
      return { decoder: decodedSound(program, { source: path, options }), to: this.#to };
    }
    const run = nextRun(sound.track, { fromMs: atMs + 0.01, toMs: this.#cut.toMs }, bytes.spoilt);
    const to = Math.max(at + 1, framesOf(run.toMs - this.#filmFromMs));
    if (run.kind === 'hole') return { decoder: null, to };
    return { decoder: trackSound(program, bytes, run, atMs), to };
  }

  /** A decoder ended before its run: what follows goes on behind the segment that it stopped in. */
  #spoil(at: number): void {
    const { sound } = this.#cut;
    if (this.#run === null || sound.of === 'film') return;
    const atMs = this.#filmFromMs + (at * 1_000) / soundRate;
    const isEnd = this.#run.to - at < soundRate / 20;
    if (!isEnd) {
      const run = nextRun(sound.track, { fromMs: atMs, toMs: this.#cut.toMs }, this.#source.bytes.spoilt);
      const [first] = run.kind === 'media' ? run.segments : [];
      if (first) this.#source.bytes.spoilt.add(first.path);
    }
    this.#run.decoder?.close();
    this.#run = isEnd ? { decoder: null, to: this.#run.to } : null;
  }
}
