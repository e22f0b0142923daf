import { writeFile } from 'node:fs/promises';
import type { ArchiveLayer, ArchiveSegment, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { revisionOf } from '../certificate/revisions.ts';
import { encode, type FfmpegInput } from './ffmpeg.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { endOf } from './media-runs.ts';
import { asDiskFull, PublishError } from './publish-error.ts';
import { openWorkshop, type PublishedFile, type Workshop } from './published.ts';
import { openSealed, type SealedArchive } from './sealed-archive.ts';

export interface TracksOptions {
  signal?: AbortSignal;
  onProgress?: (done: number, of: number) => void;
}

/** Segments of one initialisation: no player takes another one in the midst of a file. */
interface Part {
  track: ArchiveTrack;
  layer: ArchiveLayer;
  segments: ArchiveSegment[];
  /** Within `published/`. */
  name: string;
}

/**
 * Each track of a sealed archive as a file of its own, its largest layer as it was sent: nothing is transcoded. A file begins with the
 * track, and `fromMs` says where that is on the lesson's timeline. What is spoilt is left out. Throws as {@link makeFilm} does.
 */
export async function makeTracks(folder: ArchiveFolder, options: TracksOptions): Promise<PublishedFile[]> {
  const program = findFfmpeg();
  if (program === null) throw new PublishError({ reason: 'noFfmpeg' });
  const archive = await openSealed(folder);
  const parts = archive.manifest.tracks.flatMap(partsOf);
  if (parts.length === 0) throw new PublishError({ reason: 'empty' });
  const workshop = await openWorkshop(archive.root).catch(asDiskFull);
  const files: PublishedFile[] = [];
  try {
    for (const [index, part] of parts.entries()) {
      options.signal?.throwIfAborted();
      options.onProgress?.(index, parts.length);
      const file = await makePart(part, { program, archive, workshop, signal: options.signal });
      if (file) files.push(file);
    }
    await workshop.list(files);
    return files;
  } catch (error) {
    return asDiskFull(error);
  } finally {
    await workshop.close();
  }
}

function partsOf(track: ArchiveTrack): Part[] {
  const layer = [...track.layers].sort((a, b) => b.layer - a.layer).find(({ segments }) => segments.length > 0);
  if (!layer) return [];
  const parts: Part[] = [];
  const ending = layer.container === 'cmaf' ? 'mp4' : 'webm';
  for (const segment of layer.segments) {
    const last = parts.at(-1);
    if (last && (layer.container === 'webm' || last.segments[0]?.initPath === segment.initPath))
      last.segments.push(segment);
    else {
      const number = parts.length === 0 ? '' : `-${parts.length + 1}`;
      const id = track.trackId.replace(/[^A-Za-z0-9_-]/g, '_');
      parts.push({ track, layer, segments: [segment], name: `tracks/${track.source}-${id}${number}.${ending}` });
    }
  }
  return parts;
}

async function makePart(
  { layer, segments, name }: Part,
  {
    program,
    archive,
    workshop,
    signal,
  }: { program: string; archive: SealedArchive; workshop: Workshop; signal: AbortSignal | undefined },
): Promise<PublishedFile | null> {
  const part = workshop.part(name);
  const isCmaf = layer.container === 'cmaf';
  const { bytes, manifest } = archive;
  const whole = isCmaf ? segments : await wholeOnes(archive, segments);
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last) return null;
  const input: FfmpegInput = isCmaf
    ? { source: bytes.stream(layer, whole, { atSpoilt: 'goOn' }) }
    : await concatInput(archive, whole, workshop.part(`${name}.txt`));
  const end = isCmaf ? ['-movflags', '+faststart', '-strict', '-2', '-f', 'mp4'] : ['-f', 'webm'];
  const output = ['-map', '0', '-c', 'copy', ...end, '-y'];
  try {
    await encode(program, [input], { path: part, options: output }, signal);
  } catch (error) {
    // Every segment of it is spoilt: the other tracks are there nevertheless.
    if (!signal?.aborted && whole.every(({ path }) => bytes.spoilt.has(path))) return null;
    throw error;
  }
  const kept = whole.filter(({ path }) => !bytes.spoilt.has(path));
  const published = await workshop.publish(part, name);
  const [from = first, to = last] = [kept[0], kept.at(-1)];
  const span = { fromMs: from.startMs, toMs: endOf(to) };
  return { ...published, kind: 'track', madeAt: Date.now(), ...span, revision: revisionOf(manifest), poster: null };
}

/** WebM segments are files, which ffmpeg's list of files joins. */
async function concatInput(
  { root }: SealedArchive,
  segments: readonly ArchiveSegment[],
  list: string,
): Promise<FfmpegInput> {
  const quoted = (path: string) => `file '${path.replaceAll("'", "'\\''")}'\n`;
  await writeFile(list, segments.map(({ path }) => quoted(`${root}/${path}`)).join(''));
  return { source: list, options: ['-f', 'concat', '-safe', '0'] };
}

async function wholeOnes({ bytes }: SealedArchive, segments: readonly ArchiveSegment[]): Promise<ArchiveSegment[]> {
  const whole: ArchiveSegment[] = [];
  for (const segment of segments) {
    if ((await bytes.read(segment)) === null) bytes.spoilt.add(segment.path);
    else whole.push(segment);
  }
  return whole;
}
