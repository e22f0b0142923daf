import { spawn } from 'node:child_process';
import { ffmpegProgram, flashArea } from './film.ts';
import { readTimeCode, type TimeCode } from './time-code.ts';
import { loudness, onsets, toneLevels } from './tone.ts';

/** A decoded picture. */
export interface DecodedPicture {
  /** On the file's own timeline. */
  readonly atMs: number;
  readonly code: TimeCode | undefined;
  /** Whether the film's flash is to be seen. */
  readonly isFlash: boolean;
}

/** Decoded sound without holes. */
export interface SoundRun {
  readonly startMs: number;
  readonly samples: Float32Array;
}

const side = 32;
const sampleRate = 16_000;

/** Decodes every picture of a file with ffmpeg, and reads the film in it. */
export async function decodePictures(file: Buffer): Promise<DecodedPicture[]> {
  const filter = `scale=${side}:${side}:flags=area,format=gray,showinfo=checksum=0`;
  const { output, log } = await decode(file, ['-vf', filter, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-']);
  const times = [...log.matchAll(/showinfo.*? pts_time:(\S+)/g)].map(([, time]) => Number(time) * 1_000);
  return times.map((atMs, index) => {
    const luma = (x: number, y: number) => output[index * side * side + y * side + x] ?? 0;
    const flashX = Math.floor((flashArea.x + flashArea.width / 2) * side);
    const flashY = Math.floor((flashArea.y + flashArea.height / 2) * side);
    return {
      atMs,
      code: readTimeCode((column, row) => luma(2 * column, side - 4 + 2 * row)),
      isFlash: luma(flashX, flashY) > 180,
    };
  });
}

/** Decodes the sound of a file with ffmpeg. */
export async function decodeSound(file: Buffer): Promise<SoundRun[]> {
  const filter = `aresample=${sampleRate}:async=0,aformat=sample_fmts=flt:channel_layouts=mono,ashowinfo`;
  const { output, log } = await decode(file, ['-af', filter, '-f', 'f32le', '-']);
  const frames = [...log.matchAll(/ashowinfo.*? pts_time:(\S+).*? nb_samples:(\d+)/g)];
  const runs: { startMs: number; endMs: number; from: number; to: number }[] = [];
  let at = 0;
  for (const [, time, count] of frames) {
    const startMs = Number(time) * 1_000;
    const last = runs.at(-1);
    const to = at + Number(count);
    const endMs = startMs + (Number(count) / sampleRate) * 1_000;
    if (last !== undefined && Math.abs(startMs - last.endMs) < 2) Object.assign(last, { to, endMs });
    else runs.push({ startMs, endMs, from: at, to });
    at = to;
  }
  const all = new Float32Array(output.buffer.slice(output.byteOffset, output.byteOffset + at * 4));
  return runs.map(({ startMs, from, to }) => ({ startMs, samples: all.subarray(from, to) }));
}

/** When a pitch begins, on the file's timeline: also where the sound is in pieces. */
export function beepsOf(runs: readonly SoundRun[], pitchHz: number): number[] {
  const tones = runs.map(({ samples }) => toneLevels(samples, sampleRate, pitchHz));
  const loud = loudness(tones);
  const found = tones.flatMap((tone, index) =>
    onsets(tone, loud).map((offsetMs) => (runs[index]?.startMs ?? 0) + offsetMs),
  );
  // A beep that a piece's end has cut goes on in the next.
  return found.filter((at, index) => at - (found[index - 1] ?? Number.NEGATIVE_INFINITY) > 300);
}

function decode(file: Buffer, output: readonly string[]): Promise<{ output: Buffer; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpegProgram(), [
      '-hide_banner',
      '-nostats',
      '-nostdin',
      '-copyts',
      '-i',
      'pipe:0',
      ...output,
    ]);
    const chunks: Buffer[] = [];
    const log: Buffer[] = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => log.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const said = Buffer.concat(log).toString('utf8');
      if (code === 0) resolve({ output: Buffer.concat(chunks), log: said });
      else reject(new Error(`ffmpeg ended with ${code}: ${said.slice(-2_000)}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(file);
  });
}
