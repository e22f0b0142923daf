import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ArchiveLayer, ArchiveManifest, ArchiveSegment, ArchiveTrack } from '@tongke/signaling/protocol/lesson';

const run = promisify(execFile);
const startedAt = Date.UTC(2026, 10, 23, 2, 0, 0);
export const durationMs = 26_000;

/** On stage from, until; the second classroom's picture lacks a piece; the screen is shared near the end. */
export const story = {
  first: { participantId: 'c-one', name: '三年级一班', schoolName: '云岭小学', fromMs: 6_000, toMs: 12_000 },
  second: { participantId: 'c-two', name: '四年级二班', schoolName: '清溪小学', fromMs: 10_000, toMs: 18_000 },
  gap: { fromMs: 13_000, toMs: 15_000 },
  /** A page on which this stands. */
  page: { fromMs: 2_000, toMs: 4_000, text: '冰、水和水蒸气 Ice, water and STEAM' },
  screen: { fromMs: 19_500, toMs: 24_000 },
} as const;

/**
 * Writes an archive as the recorder lays it out, with ffmpeg's media: every picture is a white bar that grows over the
 * lesson clock's second from left to right, so that a screenshot tells which moment it shows, to a 50th of a second.
 */
export async function makeArchive(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { first, second, gap, screen } = story;
  const whole = { fromMs: 400, toMs: durationMs - 200 };
  const make = (trackId: string, participantId: string, source: ArchiveTrack['source'], span: Span, sizes: Size[]) =>
    makeTrack(folder, { trackId, participantId, source, span, sizes });
  const small = { width: 160, height: 90 };
  const tracks = await Promise.all([
    make('t-camera', 'teacher', 'camera', whole, [small, { width: 320, height: 180 }]),
    make('t-voice', 'teacher', 'microphone', whole, []),
    make('t-screen', 'teacher', 'screen', screen, [{ width: 320, height: 180 }]),
    make('one-camera', first.participantId, 'camera', { fromMs: 1_230, toMs: 25_000 }, [small]),
    make('one-voice', first.participantId, 'microphone', { fromMs: 1_230, toMs: 25_000 }, []),
    make('two-camera', second.participantId, 'camera', { fromMs: 2_000, toMs: 25_000 }, [small]),
    make('two-voice', second.participantId, 'microphone', { fromMs: 2_000, toMs: 25_000 }, []),
  ]);
  const holed = tracks.find(({ trackId }) => trackId === 'two-camera')?.layers[0];
  if (holed) loseSegments(holed, gap);
  const manifest: ArchiveManifest = {
    format: 'tongke-archive',
    version: 1,
    lessonId: 'replay-test',
    title: '水的三种状态',
    subject: '科学',
    teacherName: '林老师',
    startedAt,
    endedAt: startedAt + durationMs,
    sealed: true,
    policy: 'everything',
    participants: [
      { participantId: 'teacher', role: 'teacher', name: '林老师', schoolName: null },
      { ...first, role: 'classroom' },
      { ...second, role: 'classroom' },
    ],
    tracks,
    events: { path: 'events.jsonl', lastSequence: 11, sha256: null },
    interruptions: [],
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'events.jsonl'), eventLines());
}

interface Span {
  fromMs: number;
  toMs: number;
}
interface Size {
  width: number;
  height: number;
}
export interface TrackPlan {
  trackId: string;
  participantId: string;
  source: ArchiveTrack['source'];
  span: Span;
  /** Empty for sound. */
  sizes: Size[];
  /** Pictures a second, and seconds of a segment. Default 50 and 1. */
  frames?: number;
  segmentSeconds?: number;
}

/** Makes a track's files and says what a manifest says of it. */
export async function makeTrack(folder: string, plan: TrackPlan): Promise<ArchiveTrack> {
  const { trackId, participantId, source, sizes } = plan;
  const kind = sizes.length > 0 ? 'video' : 'audio';
  const layers: ArchiveLayer[] = [];
  for (const [layer, size] of (sizes.length > 0 ? sizes : [null]).entries()) {
    layers.push(await makeLayer(folder, plan, layer, size));
  }
  return { trackId, participantId, source, kind, layers };
}

async function makeLayer(root: string, plan: TrackPlan, layer: number, size: Size | null): Promise<ArchiveLayer> {
  const name = `${plan.trackId}-${layer}`;
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  const { frames = 50, segmentSeconds = 1 } = plan;
  const { fromMs, toMs } = plan.span;
  const seconds = String((toMs - fromMs) / 1_000);
  const clock = `mod(T+${fromMs / 1_000}\\,1)`;
  const source = size
    ? `color=c=black:s=${size.width}x${size.height}:r=${frames},geq=lum='235*lt(X/W\\,${clock})':cb=128:cr=128`
    : 'sine=frequency=440:sample_rate=48000';
  const codec = size
    ? [
        '-c:v',
        'libx264',
        '-profile:v',
        'baseline',
        '-preset',
        'ultrafast',
        '-pix_fmt',
        'yuv420p',
        '-g',
        String(frames * segmentSeconds),
        '-bf',
        '0',
      ]
    : ['-c:a', 'libopus', '-b:a', '32k'];
  const hls = [
    '-f',
    'hls',
    '-hls_time',
    String(segmentSeconds),
    '-hls_playlist_type',
    'vod',
    '-hls_segment_type',
    'fmp4',
  ];
  const files = ['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', path.join(folder, 'raw%04d.m4s')];
  const input = ['-v', 'error', '-f', 'lavfi', '-i', source, '-t', seconds];
  await run('ffmpeg', [...input, ...codec, ...hls, ...files, path.join(folder, 'raw.m3u8')]);
  const timescale = timescaleOf(readFileSync(path.join(folder, 'init.mp4')));
  const raws = readdirSync(folder)
    .filter((file) => file.endsWith('.m4s'))
    .sort();
  let cursor = 0;
  const durations = [...readFileSync(path.join(folder, 'raw.m3u8'), 'utf8').matchAll(/#EXTINF:([\d.]+)/g)];
  const segments = raws.map((raw, index): ArchiveSegment => {
    const file = path.join(folder, raw);
    writeFileSync(file, shiftDecodeTime(readFileSync(file), (fromMs * timescale) / 1_000));
    renameSync(file, path.join(folder, `${index}.m4s`));
    const segmentMs = Number(durations[index]?.[1] ?? 0) * 1_000;
    const startMs = fromMs + cursor;
    cursor += segmentMs;
    const { size: lengthBytes } = statSync(path.join(folder, `${index}.m4s`));
    const paths = { path: `${name}/${index}.m4s`, initPath: `${name}/init.mp4` };
    return { ...paths, startMs, durationMs: segmentMs, lengthBytes, sha256: '' };
  });
  rmSync(path.join(folder, 'raw.m3u8'));
  return {
    layer,
    codec: size ? 'avc1.42c01f' : 'opus',
    container: 'cmaf',
    width: size?.width ?? null,
    height: size?.height ?? null,
    playlist: `${name}/index.m3u8`,
    startMs: fromMs,
    endMs: fromMs + cursor,
    segments,
    gaps: [],
    receivedPackets: 1,
    expectedPackets: 1,
  };
}

function loseSegments(layer: ArchiveLayer, { fromMs, toMs }: Span): void {
  const lost = layer.segments.filter((one) => one.startMs < toMs && one.startMs + one.durationMs > fromMs);
  layer.segments = layer.segments.filter((one) => !lost.includes(one));
  layer.gaps = [{ fromMs, toMs, cause: 'recorderAway', packets: 0 }];
}

function timescaleOf(init: Buffer): number {
  const box = init.indexOf('mdhd');
  return init.readUInt32BE(box + (init[box + 4] === 1 ? 24 : 16));
}

/** Moves a fragment on its timeline: `tfdt` of ISO/IEC 14496-12, section 8.8.12. */
function shiftDecodeTime(segment: Buffer, by: number): Buffer {
  for (let box = segment.indexOf('tfdt'); box >= 0; box = segment.indexOf('tfdt', box + 4)) {
    if (segment[box + 4] === 1)
      segment.writeBigUInt64BE(segment.readBigUInt64BE(box + 8) + BigInt(Math.round(by)), box + 8);
    else segment.writeUInt32BE(segment.readUInt32BE(box + 8) + Math.round(by), box + 8);
  }
  return segment;
}

function eventLines(): string {
  const { first, second, screen } = story;
  const called = ({ participantId, name, schoolName }: typeof first | typeof second) => ({
    type: 'stageCalled',
    entry: { participantId, name, schoolName, tracks: [] },
    classroomId: null,
    schoolId: null,
    because: 'call',
  });
  const left = ({ participantId }: typeof first | typeof second) => ({ type: 'stageLeft', participantId });
  const track = { trackId: 't-screen', participantId: 'teacher', role: 'teacher', source: 'screen', kind: 'video' };
  const events: [number, object][] = [
    [0, { type: 'lessonOpened' }],
    [0, { type: 'deckAdded', deckId: 'deck', kind: 'pages', title: '水', pageCount: 1 }],
    [0, { type: 'pageAdded', deckId: 'deck', page: 0, picture: null, text: story.page.text }],
    [story.page.fromMs, { type: 'deckShown', deckId: 'deck' }],
    [story.page.toMs, { type: 'deckHidden' }],
    [first.fromMs, called(first)],
    [second.fromMs, called(second)],
    [first.toMs, left(first)],
    [second.toMs, left(second)],
    [screen.fromMs, { type: 'trackPublished', track: { ...track, layers: 1, muted: false, session: 'replay-test' } }],
    [durationMs, { type: 'lessonEnded', reason: null }],
  ];
  return events
    .map(([atMs, event], index) => `${JSON.stringify({ sequence: index + 1, at: startedAt + atMs, event })}\n`)
    .join('');
}
