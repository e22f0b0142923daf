import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ffmpegProgram } from './film.ts';

const run = promisify(execFile);

/** How long and how large a clip is. */
export interface ClipPlan {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

/** Makes a film with sound as a teacher might bring one: a WebM file that every browser here plays. */
export async function makeClip(file: string, { seconds, width, height, framesPerSecond }: ClipPlan): Promise<void> {
  await run(ffmpegProgram(), [
    ...['-hide_banner', '-v', 'error', '-y'],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${framesPerSecond}:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
    ...['-c:v', 'libvpx', '-b:v', '400k', '-deadline', 'realtime', '-g', '20', '-c:a', 'libopus', file],
  ]);
}
