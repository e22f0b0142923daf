import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Span } from '@tongke/client/replay';
import type { MaterialId } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { revisionOf } from '../certificate/revisions.ts';
import { findChapters, metadataText, type PublishLanguage } from './chapters.ts';
import { soundRate } from './decoded.ts';
import { type EditList, editList, type FilmLayout } from './edit-list.ts';
import { encode } from './ffmpeg.ts';
import { FilmPictures } from './film-pictures.ts';
import { mixedSound } from './film-sound.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { filmHeight, filmWidth } from './picture-size.ts';
import { asDiskFull, PublishError } from './publish-error.ts';
import { openWorkshop, type PublishedFile, type PublishedKind, type Workshop } from './published.ts';
import { materialFiles, openSealed, type SealedArchive } from './sealed-archive.ts';

export type FilmKind = Exclude<PublishedKind, 'track' | 'export'>;
export interface FilmOptions {
  kind: FilmKind;
  /** Of the chapters. */
  language: PublishLanguage;
  /** The part of the lesson's timeline; default: from where a replay begins to the end. */
  within?: Partial<Span>;
  signal?: AbortSignal;
  onProgress?: (progress: FilmProgress) => void;
}
export interface FilmProgress {
  step: 'sound' | 'pictures';
  /** Milliseconds of the film, and how long it will be. */
  doneMs: number;
  ofMs: number;
}

/** How each kind of film is made. */
interface Recipe {
  name: string;
  layout: FilmLayout;
  /** Pictures a second. */
  rate: number;
  sound: readonly string[];
  pictures: readonly string[];
}

const teaching = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-g', '100'];
const stereo = ['-c:a', 'aac', '-b:a', '128k'];
const full = (name: string, layout: FilmLayout): Recipe => ({
  name,
  layout,
  rate: 25,
  sound: stereo,
  pictures: teaching,
});
const recipes: Readonly<Record<FilmKind, Recipe>> = {
  programme: full('film', 'class'),
  stage: full('film-stage', 'stage'),
  slides: full('film-slides', 'page'),
  teacher: full('film-teacher', 'teacher'),
  // Pictures that are like the one before are left out, and the others keep their moments: few a second, and none is late.
  slidesAndVoice: {
    name: 'slides-and-voice',
    layout: 'pagesOnly',
    rate: 15,
    sound: ['-ac', '1', '-c:a', 'libopus', '-b:a', '24k', '-application', 'voip'],
    pictures: [
      ...['-vf', 'mpdecimate=max=150:hi=64:lo=32:frac=0.001', '-fps_mode', 'vfr'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'stillimage', '-crf', '30', '-g', '300'],
    ],
  },
};
const colours = [
  '-pix_fmt',
  'yuv420p',
  '-colorspace',
  'smpte170m',
  '-color_primaries',
  'smpte170m',
  '-color_trc',
  'smpte170m',
  '-color_range',
  'tv',
];

/**
 * Makes one film of a sealed archive, into its folder `published/`. It is there whole or not at all. Throws {@link PublishError}, the
 * signal's reason, or what the disk says.
 */
export async function makeFilm(folder: ArchiveFolder, options: FilmOptions): Promise<PublishedFile> {
  const program = findFfmpeg();
  if (program === null) throw new PublishError({ reason: 'noFfmpeg' });
  const archive = await openSealed(folder);
  const recipe = recipes[options.kind];
  const list = editList(archive.manifest, archive.entries, recipe.layout, options.within);
  if (list.toMs - list.fromMs < 1_000 / recipe.rate) throw new PublishError({ reason: 'empty' });
  const workshop = await openWorkshop(archive.root).catch(asDiskFull);
  try {
    return await new FilmMaker({ program, archive, recipe, list, workshop, options }).make();
  } catch (error) {
    return asDiskFull(error);
  } finally {
    await workshop.close();
  }
}

/** A film of a part does not take the whole one's place. */
function partName({ fromMs, toMs }: Partial<Span> = {}): string {
  const seconds = (ms: number | undefined) => (ms === undefined ? '' : String(Math.round(ms / 100) / 10));
  return fromMs === undefined && toMs === undefined ? '' : `-${seconds(fromMs)}to${seconds(toMs)}`;
}

interface FilmJob {
  program: string;
  archive: SealedArchive;
  recipe: Recipe;
  list: EditList;
  workshop: Workshop;
  options: FilmOptions;
}

class FilmMaker {
  readonly #job: FilmJob;

  constructor(job: FilmJob) {
    this.#job = job;
  }

  async make(): Promise<PublishedFile> {
    const { archive, recipe, list, workshop, options } = this.#job;
    const name = `${recipe.name}${partName(options.within)}`;
    const wanted = new Set(
      [...list.pictures.map(({ picture }) => picture), ...list.sounds.map(({ sound }) => sound)].flatMap((what) =>
        what.of === 'film' ? [what.file.materialId] : [],
      ),
    );
    const filmFiles = await materialFiles(archive, wanted);
    const metadata = workshop.part(`${name}.txt`);
    const chapters = findChapters(archive.manifest, archive.entries, list, options.language);
    await writeFile(metadata, metadataText(archive.manifest.title, chapters));
    const sound = workshop.part(`${name}.sound.mp4`);
    await this.#mix(sound, filmFiles);
    const film = workshop.part(`${name}.mp4`);
    await this.#show(film, { sound, metadata, filmFiles });
    const poster = workshop.part(`${name}.jpg`);
    await this.#takePoster(film, poster);
    const published = await workshop.publish(film, `${name}.mp4`);
    const { path: posterPath } = await workshop.publish(poster, `${name}.jpg`);
    const file: PublishedFile = {
      ...published,
      kind: options.kind,
      madeAt: Date.now(),
      fromMs: list.fromMs,
      toMs: list.toMs,
      revision: revisionOf(archive.manifest),
      poster: posterPath,
    };
    await workshop.list([file]);
    return file;
  }

  async #mix(path: string, filmFiles: ReadonlyMap<MaterialId, string>): Promise<void> {
    const { program, archive, recipe, list, options } = this.#job;
    const { bytes, manifest } = archive;
    const blocks = mixedSound({ program, bytes, manifest, filmFiles }, list, (doneMs) => this.#tell('sound', doneMs));
    const raw = { source: Readable.from(blocks), options: ['-f', 's16le', '-ar', String(soundRate), '-ac', '2'] };
    await encode(program, [raw], { path, options: [...recipe.sound, '-f', 'mp4', '-y'] }, options.signal);
  }

  async #show(
    path: string,
    files: { sound: string; metadata: string; filmFiles: ReadonlyMap<MaterialId, string> },
  ): Promise<void> {
    const { program, archive, recipe, list, options } = this.#job;
    const { bytes, manifest, entries } = archive;
    const { rate } = recipe;
    const nothing = options.kind === 'slidesAndVoice' ? 'noPage' : 'off';
    const source = { program, bytes, manifest, entries, filmFiles: files.filmFiles, rate, nothing } as const;
    const pictures = new FilmPictures(source, list);
    const counted = this.#counted(pictures.all());
    const raw = {
      source: Readable.from(counted, { highWaterMark: 8 }),
      options: ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${filmWidth}x${filmHeight}`, '-r', String(rate)],
    };
    const inputs = [raw, { source: files.sound }, { source: files.metadata, options: ['-f', 'ffmetadata'] }];
    const map = ['-map', '0:v', '-map', '1:a', '-map_metadata', '2', '-map_chapters', '2', '-c:a', 'copy'];
    const end = ['-movflags', '+faststart', '-f', 'mp4', '-y'];
    await encode(program, inputs, { path, options: [...map, ...recipe.pictures, ...colours, ...end] }, options.signal);
  }

  async *#counted<Value>(values: AsyncIterable<Value>): AsyncGenerator<Value> {
    let count = 0;
    for await (const value of values) {
      this.#job.options.signal?.throwIfAborted();
      yield value;
      count += 1;
      if (count % 25 === 0) this.#tell('pictures', (count * 1_000) / this.#job.recipe.rate);
    }
  }

  #tell(step: FilmProgress['step'], doneMs: number): void {
    const { list, options } = this.#job;
    options.signal?.throwIfAborted();
    options.onProgress?.({ step, doneMs, ofMs: list.toMs - list.fromMs });
  }

  /** From the middle of the first picture that is one, else from the beginning. */
  async #takePoster(film: string, poster: string): Promise<void> {
    const { program, list, options } = this.#job;
    const real = list.pictures.filter(({ picture }) => picture.of !== 'nothing');
    const longest = real.reduce<(typeof real)[number] | undefined>(
      (best, cut) => (best && best.toMs - best.fromMs >= cut.toMs - cut.fromMs ? best : cut),
      undefined,
    );
    const atMs = longest ? (longest.fromMs + longest.toMs) / 2 - list.fromMs : 0;
    const input = { source: film, options: ['-ss', (atMs / 1_000).toFixed(3)] };
    const output = ['-frames:v', '1', '-q:v', '4', '-f', 'image2', '-c:v', 'mjpeg', '-y'];
    await encode(program, [input], { path: poster, options: output }, options.signal);
  }
}
