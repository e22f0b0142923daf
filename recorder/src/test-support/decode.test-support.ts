import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ArchiveLayer, ArchiveManifest } from '@tongke/signaling/protocol/lesson';

const run = promisify(execFile);
const ffmpegPath = process.env.FFMPEG_PATH ?? 'ffmpeg';

export async function readManifest(folder: string): Promise<ArchiveManifest> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
}

export function layerOf({ tracks }: ArchiveManifest, trackId: string, layer = 0): ArchiveLayer {
  const found = tracks.find((track) => track.trackId === trackId)?.layers.find((each) => each.layer === layer);
  if (!found) throw new Error(`no layer ${layer} of ${trackId}`);
  return found;
}

/** One file of a layer's segments, as a player would append them. Gives its path. */
export async function joinSegments(folder: string, layer: ArchiveLayer): Promise<string> {
  const parts: Buffer[] = [];
  let init = '';
  for (const segment of layer.segments) {
    if (segment.initPath !== init && segment.initPath !== segment.path) {
      parts.push(await readFile(join(folder, segment.initPath)));
    }
    init = segment.initPath;
    parts.push(await readFile(join(folder, segment.path)));
  }
  const path = join(folder, 'private', `joined-${layer.codec.slice(0, 4)}-${layer.segments.length}.mp4`);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

/** Seconds of each decoded picture and its mean brightness. Fails on any decoding error. */
export async function decodePictures(path: string): Promise<{ at: number; brightness: number }[]> {
  const filter = 'signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-';
  const { stdout } = await decode(['-copyts', '-i', path, '-vf', filter, '-fps_mode', 'passthrough']);
  const pictures: { at: number; brightness: number }[] = [];
  for (const [, at, brightness] of stdout.matchAll(/pts_time:([\d.]+)\s+lavfi\.signalstats\.YAVG=([\d.]+)/g)) {
    pictures.push({ at: Number(at), brightness: Number(brightness) });
  }
  return pictures;
}

/** Seconds at which sound begins after silence, and how long all of it lasts. */
export async function decodeBeeps(path: string): Promise<{ beeps: number[]; seconds: number }> {
  const filter = 'silencedetect=n=-30dB:d=0.1';
  const detected = await run(ffmpegPath, ['-hide_banner', '-copyts', '-i', path, '-af', filter, '-f', 'null', '-']);
  const beeps = [...detected.stderr.matchAll(/silence_end: ([\d.]+)/g)].map(([, at]) => Number(at));
  const { stdout } = await decode(['-i', path, '-ac', '1', '-ar', '48000'], ['-f', 's16le', '-'], 'buffer');
  return { beeps, seconds: stdout.length / 2 / 48_000 };
}

async function decode(args: string[], output = ['-f', 'null', '-'], encoding: 'utf8' | 'buffer' = 'utf8') {
  const { stdout, stderr } = await run(ffmpegPath, ['-v', 'error', ...args, ...output], {
    encoding,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stderr.length > 0) throw new Error(`not decoded cleanly: ${stderr.toString().slice(0, 400)}`);
  return { stdout: encoding === 'buffer' ? (stdout as unknown as Buffer) : stdout.toString() } as { stdout: string };
}
