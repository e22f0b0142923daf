import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserSoundLagMs } from '../codec/opus.ts';
import {
  decodeBeeps,
  decodePictures,
  joinSegments,
  layerOf,
  readManifest,
} from '../test-support/decode.test-support.ts';
import { FfmpegPipe } from '../test-support/ffmpeg-pipe.test-support.ts';
import {
  beeps,
  camera,
  flashes,
  h264,
  microphone,
  startRecording,
  temporaryFolder,
  vp9,
} from '../test-support/recording.test-support.ts';

const screen = { trackId: 'screen', kind: 'video', codec: 'vp9', ssrc: 4444, payloadType: 99 } as const;
const vp8Camera = { trackId: 'old-camera', kind: 'video', codec: 'vp8', ssrc: 3333, payloadType: 98 } as const;
const seconds = 5;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let pipe: FfmpegPipe;

beforeEach(async () => {
  folder = await temporaryFolder();
  pipe = await FfmpegPipe.open();
});
afterEach(async () => {
  pipe.close();
  await folder.remove();
});

test('real RTP becomes an archive that decodes frame by frame, picture and sound in step', async () => {
  const recording = await startRecording(folder.path, Date.now() - 1_000);
  pipe.sendTo(recording.capture.port);
  // Every 40th packet is lost once and asked for again, every 25th is overtaken by the next one.
  pipe.fate = (_ssrc, sequence) => (sequence % 40 === 30 ? 'drop' : sequence % 25 === 20 ? 'hold' : 'send');
  const done = Promise.all([
    pipe.play(camera, [...flashes(seconds), ...h264, '-g', '25']),
    pipe.play(microphone, beeps(seconds)),
    pipe.play(vp8Camera, [...flashes(seconds), '-c:v', 'libvpx', '-deadline', 'realtime', '-g', '25']),
    pipe.play(screen, [...flashes(seconds), ...vp9, '-g', '25']),
  ]);
  recording.capture.follow(pipe.describe());
  await done;
  await vi.waitFor(() => expect(pipe.owed.size).toBe(0), { timeout: 5_000 });
  await recording.seal();

  const manifest = await readManifest(recording.folder.path);
  const layers = [camera, microphone, vp8Camera, screen].map(({ trackId }) => layerOf(manifest, trackId));
  const [picture, sound, old, shared] = layers;
  if (!picture || !sound || !old || !shared) throw new Error('a track is missing');
  expect(manifest.sealed).toBe(true);
  expect(recording.failures).toEqual([]);
  expect(pipe.nacks).toBeGreaterThan(0);
  expect(pipe.receiverReports).toBeGreaterThan(2);
  for (const layer of layers) {
    expect(layer.receivedPackets).toBe(layer.expectedPackets);
    expect(layer.gaps).toEqual([]);
    expectContinuous(layer);
  }
  expect(picture).toMatchObject({ container: 'cmaf', width: 320, height: 180 });
  expect(picture.codec).toMatch(/^avc1\.42/);
  expect(old).toMatchObject({ container: 'webm', codec: 'vp8', width: 320, height: 180 });

  expect(shared).toMatchObject({ container: 'cmaf', codec: 'vp09.00.11.08', width: 320, height: 180 });

  expect(await decodePictures(await joinSegments(recording.folder.path, shared))).toHaveLength(seconds * 25);
  const pictures = await decodePictures(await joinSegments(recording.folder.path, picture));
  expect(pictures).toHaveLength(seconds * 25);
  const { beeps: sounds, seconds: heard } = await decodeBeeps(await joinSegments(recording.folder.path, sound));
  expect(heard).toBeCloseTo(seconds, 1);
  const flashAt = pictures.filter(({ brightness }, index) => brightness > 128 && bright(pictures, index - 1) < 128);
  // The first second begins with the beep itself: what silence detection sees are the later ones.
  for (const [index, beep] of sounds.slice(0, seconds - 1).entries()) {
    // ffmpeg's reports are exact where a browser's lag by a packet.
    expect(Math.abs(beep + browserSoundLagMs / 1000 - (flashAt[index + 1]?.at ?? 0))).toBeLessThan(0.02);
  }
  for (const { path } of old.segments) {
    expect((await decodePictures(join(recording.folder.path, path))).length).toBeGreaterThan(0);
  }
  expect((await stat(recording.folder.private)).mode & 0o777).toBe(0o700);
  const playlist = await readFile(join(recording.folder.path, picture.playlist), 'utf8');
  expect(playlist).toContain('#EXT-X-MAP:URI="init-1.mp4"');
  expect(playlist.match(/#EXTINF/g)).toHaveLength(picture.segments.length);
  expect(playlist.endsWith('#EXT-X-ENDLIST\n')).toBe(true);
});

test('what is lost for good is declared, and everything else decodes', async () => {
  const recording = await startRecording(folder.path, Date.now());
  pipe.sendTo(recording.capture.port);
  pipe.answersNacks = false;
  // One packet of sound, and everything of both for 400 ms of pictures: 10 frames, 20 packets of sound.
  pipe.fate = (ssrc, sequence) =>
    (ssrc === camera.ssrc && sequence >= 40 && sequence < 50) || (ssrc === microphone.ssrc && sequence === 60)
      ? 'drop'
      : 'send';
  const done = Promise.all([pipe.play(camera, [...flashes(4), ...h264, '-g', '25']), pipe.play(microphone, beeps(4))]);
  recording.capture.follow(pipe.describe());
  await done;
  await recording.seal();
  const manifest = await readManifest(recording.folder.path);
  const [picture, sound] = [layerOf(manifest, 'camera'), layerOf(manifest, 'mic')];
  expect(picture.gaps).toEqual([expect.objectContaining({ cause: 'loss', packets: 10 })]);
  expect(span(picture.gaps[0])).toBeCloseTo(400, -2);
  expect(sound.gaps).toEqual([expect.objectContaining({ cause: 'loss', packets: 1 })]);
  expect(span(sound.gaps[0])).toBeCloseTo(20, 0);
  expect(picture.expectedPackets - picture.receivedPackets).toBe(10);
  expect(pipe.pictureLosses).toBeGreaterThan(0);
  expect(sound.mediaTime).toMatchObject({ filledLossMs: 20, filledDtxMs: 0 });
  for (const layer of [picture, sound]) {
    const { expectedMs = 0, receivedMs = 0 } = layer.mediaTime ?? {};
    expect(expectedMs).toBeCloseTo(layer.endMs - layer.startMs, 1);
    expect(expectedMs - receivedMs).toBeCloseTo(span(layer.gaps[0]), 1);
  }
  expect(manifest.certificate?.gaps).toEqual({ loss: expect.objectContaining({ count: 2, packets: 11 }) });
  expect(manifest.certificate?.clocks).toEqual([expect.objectContaining({ host: 'sfu-1', appliedMs: 0 })]);
  // The silence that fills the hole keeps the sound as long as it was.
  expect((await decodeBeeps(await joinSegments(recording.folder.path, sound))).seconds).toBeCloseTo(4, 1);
});

test('a hole among the last packets does not keep the archive from being sealed', async () => {
  const recording = await startRecording(folder.path, Date.now());
  pipe.sendTo(recording.capture.port);
  pipe.answersNacks = false;
  let packets = 0;
  const { promise: hasHole, resolve } = Promise.withResolvers<void>();
  pipe.fate = () => {
    packets += 1;
    if (packets === 44) resolve();
    return packets === 40 ? 'drop' : 'send';
  };
  const done = pipe.play(camera, [...flashes(seconds), ...h264, '-g', '25']);
  recording.capture.follow(pipe.describe());
  await hasHole;
  await recording.seal();
  pipe.endSources();
  await done;
  expect((await readManifest(recording.folder.path)).sealed).toBe(true);
});

test('the disk refuses a layer for a while: declared, said, and the recording goes on', async () => {
  const recording = await startRecording(folder.path, Date.now());
  const obstacle = join(recording.folder.path, 'tracks/camera');
  await mkdir(join(recording.folder.path, 'tracks'), { recursive: true });
  await writeFile(obstacle, 'not a folder');
  pipe.sendTo(recording.capture.port);
  const done = pipe.play(camera, [...flashes(5), ...h264, '-g', '10']);
  recording.capture.follow(pipe.describe());
  const { promise: refused, resolve } = Promise.withResolvers<void>();
  const push = recording.failures.push.bind(recording.failures);
  recording.failures.push = (...errors) => {
    resolve();
    return push(...errors);
  };
  await refused;
  await rm(obstacle);
  await done;
  await recording.seal();
  const layer = layerOf(await readManifest(recording.folder.path), 'camera');
  expect(recording.failures).toHaveLength(1);
  expect(layer.gaps).toEqual([expect.objectContaining({ cause: 'writeFailed' })]);
  expect(layer.segments.length).toBeGreaterThanOrEqual(1);
  expect(layer.gaps[0]?.toMs).toBeCloseTo(layer.segments[0]?.startMs ?? 0, 0);
});

test('packets that outrun the word of their stream are kept', async () => {
  const recording = await startRecording(folder.path, Date.now());
  pipe.sendTo(recording.capture.port);
  const undo = pipe.onSent(() => {
    // One key frame at the very beginning: without it nothing could be decoded.
    if ((pipe.sent.get(camera.ssrc) ?? 0) < 10) return;
    undo();
    recording.capture.follow(pipe.describe());
  });
  await pipe.play(camera, [...flashes(2), ...h264, '-g', '1000']);
  await recording.seal();
  const layer = layerOf(await readManifest(recording.folder.path), 'camera');
  expect(await decodePictures(await joinSegments(recording.folder.path, layer))).toHaveLength(50);
  expect(layer.gaps).toEqual([]);
});

const bright = (pictures: { brightness: number }[], index: number) => pictures[index]?.brightness ?? 0;
const span = (gap: { fromMs: number; toMs: number } | undefined) => (gap ? gap.toMs - gap.fromMs : 0);

function expectContinuous({ segments }: ReturnType<typeof layerOf>): void {
  segments.forEach(({ startMs, durationMs }, index) => {
    const next = segments[index + 1];
    if (next) expect(startMs + durationMs).toBeCloseTo(next.startMs, 2);
  });
}
