import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive } from '../archive/archive.ts';
import { type ArchiveFolder, openArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import { Capture } from '../capture/capture.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import type { PipeTrack } from './ffmpeg-pipe.test-support.ts';

export const camera: PipeTrack = { trackId: 'camera', kind: 'video', codec: 'h264', ssrc: 1111, payloadType: 96 };
export const microphone: PipeTrack = { trackId: 'mic', kind: 'audio', codec: 'opus', ssrc: 2222, payloadType: 97 };

/** Black with a white flash at the start of each second. */
export const flashes = (seconds: number) => [
  ...['-f', 'lavfi', '-i'],
  `color=black:s=320x180:r=25:d=${seconds},drawbox=color=white:t=fill:enable='lt(mod(t,1),0.2)'`,
];
/** A beep at the start of each second. */
export const beeps = (seconds: number) => [
  ...['-f', 'lavfi', '-i', `aevalsrc='if(lt(mod(t,1),0.2),0.5*sin(2*PI*1000*t),0)':s=48000:d=${seconds}`],
  ...['-c:a', 'libopus', '-frame_duration', '20', '-ac', '2'],
];
export const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline'];

export const vp9 = [
  '-c:v',
  'libvpx-vp9',
  '-deadline',
  'realtime',
  '-cpu-used',
  '8',
  '-lag-in-frames',
  '0',
  '-strict',
  '-2',
];

export interface Recording {
  folder: ArchiveFolder;
  archive: Archive;
  capture: Capture;
  /** What the disk refused. */
  failures: unknown[];
  /** Ends it like a lesson's end. */
  seal(): Promise<void>;
}

/** Captures into a folder, without signaling; `recover` brings in first what an earlier one left. */
export async function startRecording(
  archivesPath: string,
  startedAtMs: number,
  recover: (archive: Archive, journalFolder: string) => Promise<unknown> = async () => {},
): Promise<Recording> {
  const folder = await openArchiveFolder(archivesPath, 'lesson');
  const log = await LogCopy.open(folder, { frozen: false });
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => {
    if (error !== null) failures.push(error);
  };
  const archive = await Archive.open({
    folder,
    log,
    startedAtMs,
    key: await readOrMakeSigningKey(join(archivesPath, 'recorder-key.pem')),
    fetchMaterial: async () => null,
    onWritten: onFailure,
  });
  await recover(archive, folder.journal);
  const capture = await Capture.open({
    journalFolder: folder.journal,
    ip: '127.0.0.1',
    nowMs: Date.now,
    watch: null,
    onFailure,
  });
  capture.attach(archive, 'recorderAway');
  const seal = async () => {
    await capture.close({ discardJournal: true });
    await archive.seal();
    await log.close();
  };
  return { folder, archive, capture, failures, seal };
}

/** A temporary folder that goes when the test ends. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'tongke-recorder-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
