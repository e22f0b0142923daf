import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { ffmpegProgram } from '../demo/film.ts';
import { cacheFolder } from '../setup/places.mjs';

const run = promisify(execFile);

/** One frame as payloads of RTP packets, the last of which has the marker bit, and the units that they are made of. */
export interface CannedFrame {
  readonly payloads: readonly Buffer[];
  readonly units: readonly Buffer[];
}

/** A short clip that is sent over and over. */
export interface CannedClip {
  readonly clockRate: number;
  /** Timestamp units from one frame to the next. */
  readonly step: number;
  readonly frames: readonly CannedFrame[];
}

const framesPerSecond = 15;
const maxPayloadBytes = 1_100;

const pictures = {
  lively: `testsrc2=size=320x180:rate=${framesPerSecond}:duration=4`,
  black: `color=black:size=320x180:rate=${framesPerSecond}:duration=4`,
} as const;
export type CannedPicture = keyof typeof pictures;

/** A real H.264 picture (constrained baseline, 320×180, 15 frames a second, 150 kb/s, a key frame each 2 s). Cached. */
export async function cannedVideo(picture: CannedPicture = 'lively'): Promise<CannedClip> {
  const encode = [
    ...['-hide_banner', '-v', 'error', '-y', '-f', 'lavfi', '-i', pictures[picture]],
    ...['-c:v', 'libx264', '-profile:v', 'baseline', '-level', '3.1', '-pix_fmt', 'yuv420p', '-preset', 'veryfast'],
    ...[
      '-tune',
      'zerolatency',
      '-b:v',
      '150k',
      '-maxrate',
      '150k',
      '-bufsize',
      '75k',
      '-g',
      String(2 * framesPerSecond),
    ],
    ...['-x264-params', 'scenecut=0:sliced-threads=0', '-bsf:v', 'h264_metadata=aud=remove', '-f', 'h264'],
  ];
  const name = createHash('sha256').update(encode.join(' ')).digest('hex').slice(0, 20);
  const file = path.join(cacheFolder(), `clip-${name}.h264`);
  if (!existsSync(file)) {
    const fresh = `${file}.${randomUUID()}`;
    await run(ffmpegProgram(), [...encode, fresh]);
    await rename(fresh, file);
  }
  const frames = splitFrames(await readFile(file)).map((units) => ({ units, payloads: units.flatMap(packetize) }));
  return { clockRate: 90_000, step: 90_000 / framesPerSecond, frames };
}

/** The pace of Opus that says nothing, 20 ms a packet; what a packet is depends on its timestamp. */
export const cannedSilence: CannedClip = {
  clockRate: 48_000,
  step: 960,
  frames: [{ payloads: [], units: [] }],
};

/** NAL units of an Annex B stream, by picture: parameter sets go with the slice that follows. */
function splitFrames(stream: Buffer): Buffer[][] {
  const units: Buffer[] = [];
  let begin = -1;
  for (let at = 0; at + 3 <= stream.length; at += 1) {
    if (stream[at] !== 0 || stream[at + 1] !== 0 || stream[at + 2] !== 1) continue;
    if (begin >= 0) units.push(trimZeros(stream.subarray(begin, at)));
    begin = at + 3;
  }
  if (begin >= 0) units.push(trimZeros(stream.subarray(begin)));
  const frames: Buffer[][] = [[]];
  for (const unit of units) {
    const last = frames.at(-1);
    const type = (unit[0] ?? 0) & 0x1f;
    last?.push(unit);
    if (type === 1 || type === 5) frames.push([]);
  }
  return frames.filter((frame) => frame.length > 0);
}

function trimZeros(unit: Buffer): Buffer {
  let end = unit.length;
  while (end > 0 && unit[end - 1] === 0) end -= 1;
  return unit.subarray(0, end);
}

/** A NAL unit whole, or in fragments (FU-A of RFC 6184, section 5.8). */
function packetize(unit: Buffer): Buffer[] {
  if (unit.length <= maxPayloadBytes) return [unit];
  const head = unit[0] ?? 0;
  const payloads: Buffer[] = [];
  for (let at = 1; at < unit.length; at += maxPayloadBytes) {
    const part = unit.subarray(at, at + maxPayloadBytes);
    const start = at === 1 ? 0x80 : 0;
    const end = at + maxPayloadBytes >= unit.length ? 0x40 : 0;
    payloads.push(Buffer.concat([Buffer.from([(head & 0xe0) | 28, start | end | (head & 0x1f)]), part]));
  }
  return payloads;
}
