import { join } from 'node:path';
import { Archive } from '../archive/archive.ts';
import { type ArchiveFolder, openArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import { keyOf, sampleEntries, startedAtMs } from '../archive-tool/sample-archive.test-support.ts';
import { AudioSegmenter } from '../capture/audio-segmenter.ts';
import { idleMs, type LayerSink } from '../capture/segmenter.ts';
import type { TapStream } from '../capture/tap-stream.ts';
import { opusSilenceMs, opusSilenceTicks, opusTicksPerMs } from '../codec/opus.ts';
import type { KeptFrame } from './placed-frame.ts';

/** Near the end of 32 bits, so that the timestamps wrap in mid-lesson. */
const firstRtpTimestamp = 2 ** 32 - 150 * opusSilenceTicks;

/** Frames of 20 ms, each different from all others, as a browser would have kept them. */
export const sentFrames = (count: number): KeptFrame[] =>
  Array.from({ length: count }, (_, number) => ({
    number,
    rtpTimestamp: (firstRtpTimestamp + number * opusSilenceTicks) % 2 ** 32,
    data: Buffer.of(0xf8, number >> 8, number & 0xff, 1, 2, 3),
  }));

/**
 * Writes a sealed archive of one microphone `mic-1` of `teacher`, of which the frames of some numbers never came. `refitMs`: by how much the
 * sender's clock is found to be off in its third second.
 */
export async function makeLossySample(
  root: string,
  frames: readonly KeptFrame[],
  isLost: (number: number) => boolean,
  refitMs = 0,
): Promise<ArchiveFolder> {
  const { folder, sink, seal } = await openSample(root, {
    ...{ trackId: 'mic-1', source: 'microphone', kind: 'audio', codec: 'opus', clockRate: 48_000, channels: 2 },
  });
  const segmenter = new AudioSegmenter(
    {
      ...{ ssrc: 1, sink, layerEndMs: null, firstGapCause: 'loss', skipBefore: null },
      mediaMsAt: (rtpTimestamp) => {
        const atMs = (rtpTimestamp - firstRtpTimestamp) / opusTicksPerMs + 1_000.4;
        return atMs < 3_000 ? atMs : atMs + refitMs;
      },
      takeCounts: () => ({ received: 0, expected: 0 }),
      journalFile: () => 1,
      requestKeyFrame: () => {},
    },
    2,
  );
  let lost = 0;
  for (const { number, data } of frames) {
    if (isLost(number)) lost += 1;
    else {
      if (lost * opusSilenceMs >= idleMs) segmenter.expire(number * opusSilenceMs);
      if (lost > 0) segmenter.lost(lost);
      lost = 0;
      segmenter.add(data, firstRtpTimestamp + number * opusSilenceTicks, number * opusSilenceMs);
    }
  }
  segmenter.end();
  await seal();
  return folder;
}

/** An archive that a recorder writes: one layer of a track of `teacher`. */
export async function openSample(
  root: string,
  track: Pick<TapStream, 'trackId' | 'source' | 'kind' | 'codec' | 'clockRate' | 'channels'>,
): Promise<{ folder: ArchiveFolder; sink: LayerSink; seal: () => Promise<void> }> {
  const folder = await openArchiveFolder(join(root, 'archive'), 'lesson');
  const log = await LogCopy.open(folder, { frozen: false });
  await log.append(sampleEntries);
  const archive = await Archive.open({
    ...{ folder, log, startedAtMs, key: await keyOf(root), fetchMaterial: async () => null },
    onWritten: (error) => {
      if (error !== null) throw error;
    },
  });
  const sink = archive.layerOf({
    ...{ ...track, participantId: 'teacher', pipeId: 'pipe', layer: 0, ssrc: 1, payloadType: 100 },
    ...{ retransmission: null, audioLevelId: null },
  });
  const seal = async () => {
    await archive.seal();
    await log.close();
  };
  return { folder, sink, seal };
}
