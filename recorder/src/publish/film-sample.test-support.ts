import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LessonEntry, LessonEvent } from '@tongke/signaling/protocol/lesson';
import { packInk } from '@tongke/signaling/protocol/lesson';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { Archive } from '../archive/archive.ts';
import { type ArchiveFolder, openArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import type { MediaConfig, Sample } from '../archive/segment.ts';
import { keyOf, startedAtMs } from '../archive-tool/sample-archive.test-support.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

export { startedAtMs };
export const lessonMs = 24_000;
/** The sender's clock is so much slower than the lesson's: five hundred times what quartz does. */
export const stretch = 1.005;
/** On the lesson's timeline, when the sender began. */
export const sentFromMs = 1_000;
/** When a flash and a beep of the teacher's, number n, are. */
export const flashMs = (n: number): number => sentFromMs + n * 1_000 * stretch;

/** Times and events of the sample's log, milliseconds since the lesson began. */
const events: [number, LessonEvent][] = [
  [
    0,
    {
      type: 'lessonPlanned',
      facts: { lessonId: 'lesson', title: '光的折射', subject: '科学', recording: 'everything' },
    },
  ],
  [0, { type: 'lessonOpened' }],
  [500, attached('teacher', 'teacher')],
  [900, { type: 'trackPublished', track: track('camera-1', 'teacher', 'camera') }],
  [900, { type: 'trackPublished', track: track('mic-1', 'teacher', 'microphone') }],
  [
    5_000,
    {
      type: 'stageCalled',
      entry: {
        participantId: 'room',
        name: '三年级',
        schoolName: '山里小学',
        endsAt: null,
        tracks: [track('camera-2', 'room', 'camera')],
      },
      classroomId: null,
      schoolId: null,
      because: 'call',
    },
  ],
  [6_000, { type: 'programmeSwitched', shot: { of: 'stage', participantId: 'room' }, by: 'person', because: null }],
  [10_000, { type: 'stageLeft', participantId: 'room' }],
  [16_500, { type: 'deckAdded', deckId: 'deck', kind: 'board', title: '', pageCount: 1 }],
  [16_500, { type: 'pageAdded', deckId: 'deck', page: 0, picture: null, text: '' }],
  [17_000, { type: 'deckShown', deckId: 'deck' }],
  [18_800, { type: 'strokeDrawn', deckId: 'deck', page: 0, by: 1, id: 'stroke', ink: stroke() }],
  [20_000, { type: 'deckHidden', deckId: 'deck' }],
  [lessonMs, { type: 'lessonEnded', reason: null }],
] as unknown as [number, LessonEvent][];

function attached(participantId: string, role: string) {
  return {
    type: 'participantAttached',
    participant: { participantId, role, name: '王老师', classroomId: null, schoolId: null },
    connectionId: 'c',
  };
}
function track(trackId: string, participantId: string, source: string) {
  const kind = source === 'microphone' ? 'audio' : 'video';
  const role = participantId === 'teacher' ? 'teacher' : 'classroom';
  return { trackId, participantId, role, source, kind, layers: 1, muted: false, session: 's' };
}
/** A thick line across the page, drawn in 0.8 s. */
function stroke(): string {
  const points = Array.from({ length: 20 }, (_, index) => ({ x: 2_000 + index * 600, y: 8_000, pressure: null }));
  return packInk({ tool: 'pen', colour: 'black', width: 'huge', durationMs: 800, points });
}

/** The teacher flashes and beeps with each second, the room flashes at half seconds. */
const films = {
  'camera-1': { seconds: 23, flash: 'lt(mod(t,1),0.12)' },
  'camera-2': { seconds: 10, flash: 'between(mod(t,1),0.52,0.639)' },
};

const encoders = {
  h264: ['-c:v', 'libx264', '-profile:v', 'baseline', '-sc_threshold', '0'],
  vp8: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-auto-alt-ref', '0', '-b:v', '500k'],
};

/**
 * A sealed lesson of 24 s with real H.264 (the teacher), VP8 (the room) and Opus: the room is large from 6 to 10 s, the teacher's camera has a hole from about 13 to
 * 15 s, and a board is shown from 17 to 20 s.
 */
export async function makeFilmSample(root: string): Promise<ArchiveFolder> {
  const folder = await openArchiveFolder(join(root, 'archive'), 'lesson');
  const log = await LogCopy.open(folder, { frozen: false });
  await log.append(
    events.map(([atMs, event], index): LessonEntry => ({ sequence: index + 1, at: startedAtMs + atMs, event })),
  );
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
  const scratch = await mkdtemp(join(tmpdir(), 'tongke-film-'));
  try {
    for (const [trackId, { seconds, flash }] of Object.entries(films)) {
      const file = join(scratch, `${trackId}.${trackId === 'camera-1' ? 'mp4' : 'webm'}`);
      const picture = `color=c=black:s=320x180:r=25:d=${seconds},drawbox=t=fill:color=white:enable='${flash}'`;
      const encoder = [
        ...encoders[trackId === 'camera-1' ? 'h264' : 'vp8'],
        '-g',
        '50',
        '-keyint_min',
        '50',
        '-pix_fmt',
        'yuv420p',
      ];
      ffmpeg(['-f', 'lavfi', '-i', picture, ...encoder, file]);
      const hole = trackId === 'camera-1' ? 6 : -1;
      await send(archive, file, { trackId, fromMs: trackId === 'camera-1' ? sentFromMs : 4_000, kind: 'video', hole });
    }
    const file = join(scratch, 'mic.mp4');
    const beeps = "aevalsrc='if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)':s=48000:d=23";
    ffmpeg(['-f', 'lavfi', '-i', beeps, '-c:a', 'libopus', '-b:a', '48k', '-strict', '-2', file]);
    await send(archive, file, { trackId: 'mic-1', fromMs: sentFromMs, kind: 'audio', hole: -1 });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await archive.seal();
  await log.close();
  return folder;
}

interface Sent {
  trackId: string;
  fromMs: number;
  kind: 'audio' | 'video';
  /** The segment that never came. */
  hole: number;
}

/** Cuts a file into segments of 2 s of its own clock, and places them on the lesson's. */
async function send(archive: Archive, file: string, { trackId, fromMs, kind, hole }: Sent): Promise<void> {
  const clockRate = kind === 'audio' ? 48_000 : 90_000;
  const { config, samples } = await samplesOf(file, clockRate);
  const layer = archive.layerOf({
    ...{ trackId, participantId: trackId === 'camera-2' ? 'room' : 'teacher', kind },
    source: kind === 'audio' ? 'microphone' : 'camera',
    ...{ pipeId: 'pipe', layer: 0, codec: kind === 'audio' ? 'opus' : 'h264', clockRate, channels: 1 },
    ...{ ssrc: 1, payloadType: 100, retransmission: null },
  } as Parameters<Archive['layerOf']>[0]);
  const ticks = 2 * clockRate;
  const lastTick = (samples.at(-1)?.rtpTimestamp ?? 0) + clockRate / (kind === 'audio' ? 50 : 25);
  const placed = (tick: number) => fromMs + (tick / clockRate) * 1_000 * stretch;
  for (let index = 0; index * ticks < lastTick; index += 1) {
    const end = Math.min(lastTick, (index + 1) * ticks);
    const own = samples.filter(({ rtpTimestamp }) => rtpTimestamp >= index * ticks && rtpTimestamp < end);
    const next = samples.find(({ rtpTimestamp }) => rtpTimestamp >= end)?.rtpTimestamp ?? lastTick;
    const span = { startMs: placed(own[0]?.rtpTimestamp ?? 0), endMs: placed(next) };
    if (index === hole) {
      layer.gap({ fromMs: span.startMs, toMs: span.endMs, cause: 'recorderAway', packets: 0 });
      continue;
    }
    const counts = {
      receivedPackets: own.length,
      expectedPackets: own.length,
      silentFrames: 0,
      lossFrames: 0,
      journalFile: 1,
    };
    layer.segment({ config, ...span, samples: own, endRtpTimestamp: next, ssrc: 1, ...counts });
  }
}

async function samplesOf(file: string, clockRate: number): Promise<{ config: MediaConfig; samples: Sample[] }> {
  const input = new Input({ source: new BufferSource(await readFile(file)), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const media = video ?? (await input.getPrimaryAudioTrack());
  if (!media) throw new Error(`${file} has no track`);
  const samples: Sample[] = [];
  for await (const packet of new EncodedPacketSink(media).packets()) {
    // Opus begins with what a decoder throws away, before zero.
    const rtpTimestamp = Math.round(packet.timestamp * clockRate);
    if (rtpTimestamp >= 0) samples.push({ data: Buffer.from(packet.data), key: packet.type === 'key', rtpTimestamp });
  }
  if (!video) return { config: { family: 'opus', codec: 'opus', channels: 1 }, samples };
  const decoder = await video.getDecoderConfig();
  const codec = decoder?.codec ?? '';
  const size = { codec, width: 320, height: 180 };
  if (codec === 'vp8') return { config: { family: 'vp8', ...size, description: null }, samples };
  const description = Buffer.from(decoder?.description as Uint8Array);
  return { config: { family: 'avc', ...size, description }, samples };
}

export function ffmpeg(args: readonly string[]): Buffer {
  const program = findFfmpeg();
  if (program === null) throw new Error('ffmpeg is missing');
  return execFileSync(program, ['-hide_banner', '-v', 'error', ...args], { maxBuffer: 2 ** 28 });
}
