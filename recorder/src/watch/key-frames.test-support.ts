import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { TapStream } from '../capture/tap-stream.ts';
import type { AccessUnit } from '../codec/access-unit.ts';
import { H264Parameters } from '../codec/h264-parameters.ts';

const run = promisify(execFile);
export const ffmpegProgram = process.env.FFMPEG_PATH || 'ffmpeg';
const [width, height] = [320, 180];
const size = `s=${width}x${height}:r=15`;

/** What a camera may see, as ffmpeg's sources. */
export const scenes = {
  classroom: `testsrc2=${size},noise=alls=4:allf=t`,
  /** Lamps off, curtains drawn: an eighth of the brightness, and the noise of a camera that makes the best of it. */
  darkRoom: `testsrc2=${size},format=yuv420p,lutyuv=y='16+(val-16)*0.12':u='128+(val-128)*0.2':v='128+(val-128)*0.2',noise=alls=12:allf=t`,
  black: `color=black:${size}`,
  /** A cap on the lens: black, and what a camera leaves of its noise. */
  cappedLens: `color=0x050505:${size},noise=alls=2:allf=t`,
  blue: `color=0x1030c0:${size}`,
  white: `color=white:${size}`,
  /** Black but for a line of small words. */
  noSignal: `color=black:${size},drawbox=x=130:y=86:w=60:h=8:color=white:t=fill`,
} as const;
export type Scene = keyof typeof scenes;

const encoders = {
  h264: ['-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'ultrafast', '-tune', 'zerolatency', '-f', 'h264'],
  vp8: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-f', 'ivf'],
  vp9: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-lag-in-frames', '0', '-f', 'ivf'],
} as const;
export type Codec = keyof typeof encoders;

/** The first picture of a scene as an encoder sends it at the bitrate of a small layer. */
export async function keyFrameOf(scene: Scene, codec: Codec): Promise<AccessUnit> {
  const { stdout } = await run(
    ffmpegProgram,
    [
      ...['-hide_banner', '-v', 'error', '-f', 'lavfi', '-i', scenes[scene], '-frames:v', '1', '-pix_fmt', 'yuv420p'],
      ...['-b:v', '150k', '-maxrate', '150k', '-bufsize', '75k', ...encoders[codec], 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 1024 * 1024 },
  );
  return codec === 'h264' ? h264Unit(stdout) : ivfUnit(stdout, codec);
}

/** A stream of a camera's smallest layer, but for what is given. */
export const cameraStream = (changes: Partial<TapStream> = {}): TapStream => ({
  trackId: 'camera',
  participantId: 'teacher',
  source: 'camera',
  kind: 'video',
  pipeId: 'pipe',
  layer: 0,
  codec: 'h264',
  clockRate: 90_000,
  channels: 1,
  ssrc: 1,
  payloadType: 96,
  retransmission: null,
  audioLevelId: null,
  ...changes,
});

function ivfUnit(file: Buffer, codec: 'vp8' | 'vp9'): AccessUnit {
  const data = file.subarray(44, 44 + file.readUInt32LE(32));
  return { rtpTimestamp: 0, key: true, data, config: { family: codec, codec, width, height, description: null } };
}

function h264Unit(stream: Buffer): AccessUnit {
  const units = stream
    .toString('hex')
    .split(/(?<=^(?:..)*)(?:00)?000001/)
    .filter((unit) => unit.length > 0)
    .map((unit) => Buffer.from(unit, 'hex'));
  const parameters = new H264Parameters();
  parameters.read(units);
  const data = Buffer.concat(
    units.flatMap((unit) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(unit.length);
      return [length, unit];
    }),
  );
  return { rtpTimestamp: 0, key: true, data, config: parameters.config() };
}
