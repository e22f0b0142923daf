import { LessonFold } from '@tongke/client/replay';
import {
  type ArchiveManifest,
  assertNever,
  filmPosition,
  type LessonEntry,
  type MaterialId,
} from '@tongke/signaling/protocol/lesson';
import type { ArchiveBytes } from './archive-bytes.ts';
import { decodedPictures } from './decoded.ts';
import type { EditList, Picture } from './edit-list.ts';
import { type MediaRun, nextRun } from './media-runs.ts';
import { PagePainter } from './page-painter.ts';
import type { RawPicture } from './picture-size.ts';
import { stillOf } from './still.ts';
import { nothingWords, type StillWords, wordsOfHole } from './still-words.ts';
import { spanWords } from './time-words.ts';

/** The last picture stays through a hole shorter than this; a longer one is said. */
const heldMs = 500;

export interface PictureSource {
  program: string;
  bytes: ArchiveBytes;
  manifest: ArchiveManifest;
  entries: readonly LessonEntry[];
  /** Whole paths of films' files that are in the archive. */
  filmFiles: ReadonlyMap<MaterialId, string>;
  /** Pictures a second. */
  rate: number;
  /** What is said where nothing is large. */
  nothing: 'off' | 'noPage';
}

/** A stretch of a film's own grid of pictures: from one number to the one before another. */
interface Frames {
  from: number;
  to: number;
}

/**
 * All pictures of a film, one after the other on its grid: picture n is what is large at n / rate seconds behind the film's beginning.
 * There is one for every place of the grid, whatever is missing or cannot be read, so nothing ever shifts. Owned by one film.
 */
export class FilmPictures {
  readonly #source: PictureSource;
  readonly #list: EditList;
  readonly #painter: PagePainter;
  /** Of the whole film. */
  readonly count: number;

  constructor(source: PictureSource, list: EditList) {
    this.#source = source;
    this.#list = list;
    const fold = new LessonFold(source.entries, source.manifest.startedAt);
    this.#painter = new PagePainter(source.bytes, source.manifest, source.entries, fold);
    this.count = this.#frameAt(list.toMs);
  }

  async *all(): AsyncGenerator<RawPicture> {
    for (const cut of this.#list.pictures) {
      const frames = { from: this.#frameAt(cut.fromMs), to: this.#frameAt(cut.toMs) };
      if (frames.to > frames.from) yield* this.#pictures(cut.picture, frames);
    }
  }

  async *#pictures(picture: Picture, frames: Frames): AsyncGenerator<RawPicture> {
    switch (picture.of) {
      case 'track':
        return yield* this.#track(picture, frames);
      case 'page':
        for (let frame = frames.from; frame < frames.to; frame += 1) {
          yield await this.#painter.paint(picture.page, picture.picture, this.#timeOf(frame));
        }
        return undefined;
      case 'film':
        return yield* this.#film(picture, frames);
      case 'nothing': {
        const words = nothingWords[picture.because === 'paused' ? 'paused' : this.#source.nothing];
        return yield* repeat(stillOf(words, this.#source.manifest.title), frames.to - frames.from);
      }
      default:
        return assertNever(picture);
    }
  }

  async *#track({ track }: Extract<Picture, { of: 'track' }>, frames: Frames): AsyncGenerator<RawPicture> {
    const { spoilt } = this.#source.bytes;
    let last: RawPicture | null = null;
    let frame = frames.from;
    while (frame < frames.to) {
      const within = { fromMs: this.#timeOf(frame), toMs: this.#timeOf(frames.to) };
      const run = nextRun(track, within, spoilt);
      const end = Math.min(frames.to, Math.max(frame + 1, this.#frameAt(run.toMs)));
      if (run.kind === 'hole') {
        yield* this.#hole(wordsOfHole(run.cause), { from: frame, to: end }, last);
        frame = end;
        continue;
      }
      const before = frame;
      for await (const picture of this.#decode(run, { from: frame, to: end })) {
        last = picture;
        frame += 1;
        yield picture;
      }
      if (frame === end) continue;
      // It ended early: a segment was not what it should be, or its last picture stands a little longer than it says.
      const isShort = frame > before && end - frame <= 2;
      if (isShort && last) {
        yield* repeat(last, end - frame);
        frame = end;
      } else if (frame === before) {
        const [first] = run.segments;
        const stop = Math.min(end, Math.max(frame + 1, first ? this.#frameAt(first.startMs + first.durationMs) : end));
        if (first) spoilt.add(first.path);
        yield* this.#hole(wordsOfHole('damaged'), { from: frame, to: stop }, last);
        frame = stop;
      } else this.#spoil(run, this.#timeOf(frame));
    }
  }

  /** What a decoder could not go on with is left out from then on. */
  #spoil({ segments }: MediaRun, atMs: number): void {
    const at = segments.find(({ startMs, durationMs }) => startMs + durationMs > atMs);
    if (at) this.#source.bytes.spoilt.add(at.path);
  }

  #decode({ layer, segments }: MediaRun, { from, to }: Frames): AsyncGenerator<RawPicture> {
    const source = this.#source.bytes.stream(layer, segments);
    return this.#grid(source, this.#timeOf(from), to - from);
  }

  /** The film that was played, where it was at each moment. */
  async *#film({ file, playback }: Extract<Picture, { of: 'film' }>, frames: Frames): AsyncGenerator<RawPicture> {
    const path = this.#source.filmFiles.get(file.materialId);
    const count = frames.to - frames.from;
    if (path === undefined) return yield* repeat(stillOf(wordsOfHole('damaged'), file.title), count);
    const at = this.#source.manifest.startedAt + this.#timeOf(frames.from);
    const positionMs = filmPosition(playback, file.durationMs, at);
    const isMoving = playback.state === 'playing' && at >= playback.startsAt - 20;
    let last: RawPicture = stillOf(wordsOfHole('loss'), file.title);
    let sent = 0;
    const seek = ['-ss', (Math.max(0, positionMs) / 1_000).toFixed(3)];
    for await (const picture of this.#grid(path, positionMs, isMoving ? count : 1, seek)) {
      last = picture;
      sent += 1;
      yield picture;
    }
    return yield* repeat(last, count - sent);
  }

  #grid(source: string | NodeJS.ReadableStream, startMs: number, count: number, options: string[] = []) {
    const { program, rate } = this.#source;
    const input = { source: source as Parameters<typeof decodedPictures>[1]['source'], options };
    return decodedPictures(program, input, { startMs, count, rate });
  }

  async *#hole(words: StillWords, { from, to }: Frames, last: RawPicture | null): AsyncGenerator<RawPicture> {
    const lengthMs = ((to - from) * 1_000) / this.#source.rate;
    const [fromMs, toMs] = [this.#timeOf(from), this.#timeOf(to)];
    const picture = last && lengthMs < heldMs ? last : stillOf(words, spanWords({ fromMs, toMs }));
    yield* repeat(picture, to - from);
  }

  #frameAt(atMs: number): number {
    return Math.round(((atMs - this.#list.fromMs) * this.#source.rate) / 1_000);
  }

  #timeOf(frame: number): number {
    return this.#list.fromMs + (frame * 1_000) / this.#source.rate;
  }
}

function* repeat(picture: RawPicture, count: number): Generator<RawPicture> {
  for (let index = 0; index < count; index += 1) yield picture;
}
