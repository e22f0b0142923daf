import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveManifest, ArchiveTrack, LessonEntry, LessonEvent } from '@tongke/signaling/protocol/lesson';
import { Archive } from '../archive/archive.ts';
import { type ArchiveFolder, openArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import type { Segment } from '../archive/segment.ts';
import { signManifest } from '../certificate/signature.ts';
import { readOrMakeSigningKey, type SigningKey } from '../certificate/signing-key.ts';
import { opusSilence, opusSilenceTicks } from '../codec/opus.ts';

export const startedAtMs = Date.UTC(2026, 8, 1, 8);
const segmentMs = 2_000;
const frames = segmentMs / 20;

/** Two tracks of sound, three segments each, and a log whose second line only the recorder may see. */
export const sampleEntries: LessonEntry[] = (
  [
    {
      type: 'lessonPlanned',
      facts: { lessonId: 'lesson', title: '光的折射', subject: '科学', recording: 'everything' },
    },
    { type: 'recorderClaimed', participantId: 'recorder' },
    { type: 'lessonOpened' },
    { type: 'trackPublished', track: { trackId: 'mic-1', participantId: 'teacher', role: 'teacher' } },
    { type: 'archiveOpened', path: '/archive/lesson/' },
    { type: 'lessonEnded', reason: null },
  ] as unknown as LessonEvent[]
).map((event, index) => ({ sequence: index + 1, at: startedAtMs + Math.max(0, index - 2) * 2_000, event }));

export const keyOf = (root: string): Promise<SigningKey> => readOrMakeSigningKey(join(root, 'recorder-key.pem'));

export interface SampleOptions {
  /** The log's entries that the recorder saw. Default: all. */
  entries?: readonly LessonEntry[];
  /** Default: true. Otherwise it is left as by a recorder that was killed after its last segment. */
  sealed?: boolean;
}

/** Writes an archive by the recorder's own parts into `<root>/archive`. */
export async function makeSample(root: string, options: SampleOptions = {}): Promise<ArchiveFolder> {
  const folder = await openArchiveFolder(join(root, 'archive'), 'lesson');
  const log = await LogCopy.open(folder, { frozen: false });
  await log.append(options.entries ?? sampleEntries);
  const archive = await Archive.open({
    folder,
    log,
    startedAtMs,
    key: await keyOf(root),
    fetchMaterial: async () => null,
    onWritten: (error) => {
      if (error !== null) throw error;
    },
  });
  for (const [track, trackId] of ['mic-1', 'mic-2'].entries()) {
    const layer = archive.layerOf({
      trackId,
      participantId: 'teacher',
      source: 'microphone',
      kind: 'audio',
      pipeId: 'pipe',
      layer: 0,
      codec: 'opus',
      clockRate: 48_000,
      channels: 1,
      ssrc: track + 1,
      payloadType: 100,
      retransmission: null,
      audioLevelId: null,
    });
    for (let index = 0; index < 3; index += 1) layer.segment(segmentOf(track, index));
  }
  if (options.sealed ?? true) await archive.seal();
  else await archive.leave();
  await log.close();
  return folder;
}

function segmentOf(track: number, index: number): Segment {
  const first = index * frames * opusSilenceTicks;
  return {
    config: { family: 'opus', codec: 'opus', channels: 1 },
    startMs: index * segmentMs + track * 20,
    endMs: (index + 1) * segmentMs + track * 20,
    samples: Array.from({ length: frames }, (_, frame) => ({
      data: opusSilence,
      key: true,
      rtpTimestamp: first + frame * opusSilenceTicks,
    })),
    endRtpTimestamp: first + frames * opusSilenceTicks,
    ssrc: track + 1,
    receivedPackets: frames,
    expectedPackets: frames,
    silentFrames: 0,
    lossFrames: 0,
    journalFile: 1,
  };
}

/** Gives an archive many tracks of one small file each, and signs it again. */
export async function widenSample(folder: ArchiveFolder, key: SigningKey, tracks: number): Promise<void> {
  const { signature: _, ...manifest } = JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;
  const wide: ArchiveTrack[] = [];
  for (let index = 0; index < tracks; index += 1) {
    const trackId = `wide-${index}`;
    const [path, content] = [`tracks/${trackId}/0/000001.webm`, Buffer.from(trackId)];
    await mkdir(folder.resolve(`tracks/${trackId}/0`), { recursive: true });
    await writeFile(folder.resolve(path), content);
    const span = { startMs: 0, durationMs: 2_000 };
    const sha256 = createHash('sha256').update(content).digest('hex');
    const segment = { path, initPath: path, ...span, lengthBytes: content.length, sha256 };
    const [sample] = manifest.tracks[0]?.layers ?? [];
    if (!sample) throw new Error('the sample has no layer');
    const playlist = `tracks/${trackId}/0/playlist.m3u8`;
    wide.push({
      trackId,
      participantId: 'teacher',
      source: 'camera',
      kind: 'video',
      layers: [{ ...sample, playlist, endMs: 2_000, segments: [segment], inits: [] }],
    });
  }
  await writeFile(folder.manifest, signManifest({ ...manifest, tracks: wide }, key));
}
