import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isCode } from '../archive/files.ts';
import { decodePictures, joinSegments, layerOf, readManifest } from '../test-support/decode.test-support.ts';
import { FfmpegPipe } from '../test-support/ffmpeg-pipe.test-support.ts';
import { camera, h264, startRecording, temporaryFolder } from '../test-support/recording.test-support.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let pipe: FfmpegPipe;

/** A disk of its own, 1 MB big; false without the right to make one. */
function mountSmallDisk(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

beforeEach(async () => {
  folder = await temporaryFolder();
  pipe = await FfmpegPipe.open();
});
afterEach(async () => {
  pipe.close();
  await folder.remove();
});

test('a disk that is full: said, declared, and the recording goes on once there is space', async ({ skip }) => {
  if (!mountSmallDisk(folder.path)) skip('no right to mount a disk');
  try {
    const recording = await startRecording(folder.path, Date.now());
    pipe.sendTo(recording.capture.port);
    const noise = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=7,noise=alls=60:allf=t', ...h264];
    const done = pipe.play(camera, [...noise, '-b:v', '3M', '-maxrate', '3M', '-bufsize', '1M', '-g', '25']);
    recording.capture.follow(pipe.describe());
    const { promise: full, resolve } = Promise.withResolvers<void>();
    const push = recording.failures.push.bind(recording.failures);
    recording.failures.push = (...errors) => {
      resolve();
      return push(...errors);
    };
    await full;
    execFileSync('mount', ['-o', 'remount,size=64m', folder.path]);
    await done;
    await recording.seal();
    expect(recording.failures.every((error) => isCode(error, 'ENOSPC'))).toBe(true);
    const layer = layerOf(await readManifest(recording.folder.path), 'camera');
    expect(layer.endMs - layer.startMs).toBeGreaterThan(2_000);
    for (const { cause } of layer.gaps) expect(cause).toBe('writeFailed');
    const kept = layer.segments.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const pictures = await decodePictures(await joinSegments(recording.folder.path, layer));
    expect(pictures.length).toBeCloseTo((kept * 25) / 1_000, -0.5);
  } finally {
    execFileSync('umount', ['-l', folder.path]);
  }
});
