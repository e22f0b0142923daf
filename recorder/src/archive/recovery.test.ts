import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LessonEvent } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealLeft } from '../archive-tool/seal-left.ts';
import { verifyArchive } from '../archive-tool/verify.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import { journalFiles } from '../journal/journal-folder.ts';
import { decodePictures, joinSegments, layerOf, readManifest } from '../test-support/decode.test-support.ts';
import { FfmpegPipe } from '../test-support/ffmpeg-pipe.test-support.ts';
import {
  beeps,
  camera,
  flashes,
  h264,
  microphone,
  startRecording,
  temporaryFolder,
} from '../test-support/recording.test-support.ts';
import { openArchiveFolder } from './archive-folder.ts';
import { LogCopy } from './log-copy.ts';
import { recoverJournal } from './recovery.ts';

const childFile = join(import.meta.dirname, '../test-support/recorder-child.test-support.ts');
/** Both tracks as the sfu would name them to another tap: with SSRCs of their own. */
const [otherCamera, otherMicrophone] = [
  { ...camera, ssrc: 5555 },
  { ...microphone, ssrc: 6666 },
];

/** What was sent this long before the recorder died is in its journal: the design's promise, as long as one fdatasync. */
const mostLostMs = 500;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let pipe: FfmpegPipe;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  pipe = await FfmpegPipe.open();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  pipe.close();
  await folder.remove();
});

test('kill -9 in mid-recording: the journal is recovered, the archive goes on, the gap is declared', async () => {
  const startedAtMs = Date.now();
  const child = fork(childFile, [folder.path, String(startedAtMs)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  children.push(child);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  pipe.sendTo(port);
  const first = Promise.all([
    pipe.play(camera, [...flashes(30), ...h264, '-g', '25']),
    pipe.play(microphone, beeps(30)),
  ]).catch(() => {});
  child.send(pipe.describe());
  await reached(() => (pipe.sent.get(camera.ssrc) ?? 0) >= 25 * 3.3);
  // A source's media may lag behind the clock on a busy machine: what counts is what was sent.
  const mediaMs = () => [camera, microphone].map(({ ssrc }) => pipe.mediaAtMs(ssrc) - startedAtMs);
  const sentMs = mediaMs();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const goneMs = mediaMs();
  pipe.endSources();
  await first;

  const recording = await startRecording(folder.path, startedAtMs, recoverJournal);
  const resumedAtMs = Date.now() - startedAtMs;
  pipe.sendTo(recording.capture.port);
  const second = Promise.all([
    pipe.play(otherCamera, [...flashes(3), ...h264, '-g', '25']),
    pipe.play(otherMicrophone, beeps(3)),
  ]);
  recording.capture.follow(pipe.describe());
  await second;
  await recording.seal();

  const manifest = await readManifest(recording.folder.path);
  for (const [index, trackId] of ['camera', 'mic'].entries()) {
    const { gaps, segments } = layerOf(manifest, trackId);
    expect(gaps.map(({ cause }) => cause)).toEqual(['recorderAway']);
    const [gap] = gaps;
    expect(gap?.fromMs).toBeGreaterThan((sentMs[index] ?? 0) - mostLostMs);
    // Until the process is gone it may still take packets.
    expect(gap?.fromMs).toBeLessThan((goneMs[index] ?? 0) + 60);
    expect(gap?.toMs).toBeGreaterThan(resumedAtMs);
    const ends = segments.map(({ startMs, durationMs }) => startMs + durationMs);
    expect(ends.some((end) => Math.abs(end - (gap?.fromMs ?? 0)) < 1)).toBe(true);
    expect(segments.some(({ startMs }) => Math.abs(startMs - (gap?.toMs ?? 0)) < 1)).toBe(true);
  }
  const layer = layerOf(manifest, 'camera');
  const pictures = await decodePictures(await joinSegments(recording.folder.path, layer));
  expect(pictures.length).toBeGreaterThanOrEqual(25 * 3 + 25 * 3);
  expect(await journalFiles(recording.folder.journal)).toEqual([]);
});

test('kill -9, and nobody goes on: sealed from the disk alone, with the gap of each track until the lesson ended', async () => {
  const startedAtMs = Date.now();
  const archiveFolder = await openArchiveFolder(folder.path, 'lesson');
  const write = async (sequence: number, at: number, event: LessonEvent) => {
    const log = await LogCopy.open(archiveFolder, { frozen: false });
    await log.append([{ sequence, at, event }]);
    await log.close();
  };
  await write(1, startedAtMs, { type: 'lessonOpened' });
  const child = fork(childFile, [folder.path, String(startedAtMs)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  children.push(child);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  pipe.sendTo(port);
  const sent = Promise.all([
    pipe.play(camera, [...flashes(30), ...h264, '-g', '25']),
    pipe.play(microphone, beeps(30)),
  ]).catch(() => {});
  child.send(pipe.describe());
  await reached(() => (pipe.sent.get(camera.ssrc) ?? 0) >= 25 * 2.5);
  child.kill('SIGKILL');
  await once(child, 'exit');
  pipe.endSources();
  await sent;
  const endedAt = Date.now() + 60_000;
  await write(2, endedAt, { type: 'lessonEnded', reason: null });

  const key = await readOrMakeSigningKey(join(folder.path, 'recorder-key.pem'));
  const left = await sealLeft(archiveFolder, key);
  expect(left?.datagrams).toBeGreaterThan(25);
  const manifest = await readManifest(archiveFolder.path);
  for (const trackId of ['camera', 'mic']) {
    const { gaps, endMs, startMs, mediaTime } = layerOf(manifest, trackId);
    expect(gaps).toMatchObject([{ fromMs: endMs, toMs: endedAt - startedAtMs, cause: 'recorderAway', packets: 0 }]);
    expect(mediaTime?.receivedMs).toBeCloseTo(endMs - startMs, 1);
    expect(mediaTime?.expectedMs).toBeCloseTo(endedAt - startedAtMs - startMs, 1);
  }
  expect(manifest.interruptions).toEqual([expect.objectContaining({ cause: 'recorderAway' })]);
  expect((await verifyArchive(archiveFolder.path, { known: [key.public] })).faults).toEqual([]);
});

test('a recorder that is asked to end keeps everything, and the next one goes on in the same archive', async () => {
  const startedAtMs = Date.now();
  const before = await startRecording(folder.path, startedAtMs);
  pipe.sendTo(before.capture.port);
  const first = pipe.play(camera, [...flashes(2), ...h264, '-g', '25']);
  before.capture.follow(pipe.describe());
  await first;
  pipe.endSources();
  await before.capture.close({ discardJournal: true });
  await before.archive.leave();
  expect(await readManifest(before.folder.path)).toMatchObject({ sealed: false });

  const after = await startRecording(folder.path, startedAtMs, recoverJournal);
  expect(after.folder.path).toBe(before.folder.path);
  pipe.sendTo(after.capture.port);
  const second = pipe.play(otherCamera, [...flashes(2), ...h264, '-g', '25']);
  after.capture.follow(pipe.describe());
  await second;
  await after.seal();
  const layer = layerOf(await readManifest(after.folder.path), 'camera');
  expect(await decodePictures(await joinSegments(after.folder.path, layer))).toHaveLength(100);
  expect(layer.gaps).toEqual([expect.objectContaining({ cause: 'recorderAway', packets: 0 })]);
});

/** Looks at each packet that is sent. */
function reached(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const undo = pipe.onSent(() => {
      if (!condition()) return;
      undo();
      resolve();
    });
  });
}
