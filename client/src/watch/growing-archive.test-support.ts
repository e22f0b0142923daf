import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ArchiveLayer, ArchiveManifest, ArchiveSegment, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import { makeTrack } from './replay-archive.test-support.ts';

/** What happens in the lesson that grows, milliseconds on its timeline. All times are ends of segments of 2 s. */
export const growth = {
  /** So much is there when it begins to grow. */
  beforeMs: 40_000,
  toMs: 116_000,
  /** The larger layer sends nothing. */
  asleep: { fromMs: 46_000, toMs: 52_000 },
  /** The smaller layer comes in another size from here on. */
  resizedMs: 50_000,
  /** The microphone is off. */
  muted: { fromMs: 54_000, toMs: 60_000 },
} as const;

/** When a segment can be had after its end: it waits for late packets, is written, and some are slower. */
const lateMs = (index: number) => 350 + (index % 4) * 120;
/** The last segment before a pause is cut when nothing came for 3 s. */
const beforePauseMs = 3_350;
const windowMs = 16_000;

interface Planned {
  trackId: string;
  layer: number;
  segment: ArchiveSegment;
  /** On the timeline. */
  atMs: number;
}

/** Makes the media of a lesson of two minutes: a camera of two layers and a voice. */
export async function makeLesson(folder: string): Promise<ArchiveTrack[]> {
  mkdirSync(folder, { recursive: true });
  const whole = { span: { fromMs: 0, toMs: growth.toMs }, participantId: 'teacher', frames: 25, segmentSeconds: 2 };
  const sizes = [
    { width: 96, height: 54 },
    { width: 160, height: 90 },
  ];
  const [camera, resized, voice] = await Promise.all([
    makeTrack(folder, { ...whole, trackId: 't-camera', source: 'camera', sizes }),
    makeTrack(folder, { ...whole, trackId: 't-resized', source: 'camera', sizes: [{ width: 128, height: 72 }] }),
    makeTrack(folder, { ...whole, trackId: 't-voice', source: 'microphone', sizes: [] }),
  ]);
  const [small, large] = camera.layers;
  const [spoken] = voice.layers;
  if (!small || !large || !spoken) throw new Error('a layer is missing');
  const later = resized.layers[0]?.segments.filter(({ startMs }) => startMs >= growth.resizedMs) ?? [];
  small.segments = [...small.segments.filter(({ startMs }) => startMs < growth.resizedMs), ...later];
  without(large, growth.asleep);
  without(spoken, growth.muted);
  return [camera, voice];
}

function without(layer: ArchiveLayer, { fromMs, toMs }: { fromMs: number; toMs: number }): void {
  layer.segments = layer.segments.filter(({ startMs }) => startMs < fromMs || startMs >= toMs);
  layer.gaps = [{ fromMs, toMs, cause: 'sourcePaused', packets: 0 }];
}

/** Lets an archive grow by the clock, as a recorder does: segments become known some time after their end. */
export class GrowingArchive {
  /** Milliseconds since the epoch at the timeline's zero. */
  readonly startedAt = Date.now() - growth.beforeMs;
  readonly #folder: string;
  readonly #tracks: ArchiveTrack[];
  readonly #planned: Planned[];
  #timer: NodeJS.Timeout | undefined;
  #sequence = 0;

  constructor(folder: string, tracks: ArchiveTrack[]) {
    this.#folder = folder;
    this.#tracks = tracks;
    this.#planned = tracks
      .flatMap(({ trackId, layers }) => layers.flatMap((layer) => planOf(trackId, layer)))
      .sort((a, b) => a.atMs - b.atMs);
    writeFileSync(path.join(folder, 'events.jsonl'), '');
    this.#event(0, { type: 'lessonOpened' });
    this.#look();
  }

  /** The moment that is being captured. */
  get captureMs(): number {
    return Date.now() - this.startedAt;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    this.#write();
    const next = this.#planned.find(({ atMs }) => atMs > this.captureMs);
    if (next) this.#timer = setTimeout(() => this.#look(), next.atMs - this.captureMs + 1);
  }

  #write(): void {
    const nowMs = this.captureMs;
    const tracks = this.#tracks.map((track) => ({
      ...track,
      layers: track.layers.map((layer) => grownLayer(track.trackId, layer, this.#planned, nowMs)),
    }));
    const newest = Math.max(...tracks.flatMap(({ layers }) => layers.map(({ endMs }) => endMs)));
    this.#put('manifest.json', { ...this.#facts(), tracks });
    this.#put('live.json', {
      ...this.#facts(),
      tracks: tracks.map((track) => ({
        ...track,
        layers: track.layers.map((layer) => ({
          ...layer,
          segments: layer.segments.filter((one) => one.startMs + one.durationMs > newest - windowMs),
        })),
      })),
    });
    this.#event(nowMs, { type: 'questionResultsShown' });
  }

  #facts(): Omit<ArchiveManifest, 'tracks'> {
    return {
      format: 'tongke-archive',
      version: 1,
      lessonId: 'growing',
      title: '水的三种状态',
      subject: '科学',
      teacherName: '林老师',
      startedAt: this.startedAt,
      endedAt: null,
      sealed: false,
      policy: 'everything',
      participants: [{ participantId: 'teacher', role: 'teacher', name: '林老师', schoolName: null }],
      events: { path: 'events.jsonl', lastSequence: this.#sequence, sha256: null },
      interruptions: [],
    };
  }

  #event(atMs: number, event: object): void {
    this.#sequence += 1;
    const entry = { sequence: this.#sequence, at: this.startedAt + atMs, event };
    appendFileSync(path.join(this.#folder, 'events.jsonl'), `${JSON.stringify(entry)}\n`);
  }

  #put(name: string, content: ArchiveManifest): void {
    const file = path.join(this.#folder, name);
    writeFileSync(`${file}.new`, JSON.stringify(content));
    renameSync(`${file}.new`, file);
  }
}

function planOf(trackId: string, layer: ArchiveLayer): Planned[] {
  return layer.segments.map((segment, index) => {
    const endMs = segment.startMs + segment.durationMs;
    const pauses = layer.gaps.some(({ fromMs }) => Math.abs(fromMs - endMs) < 50);
    return { trackId, layer: layer.layer, segment, atMs: endMs + (pauses ? beforePauseMs : lateMs(index)) };
  });
}

function grownLayer(trackId: string, layer: ArchiveLayer, planned: readonly Planned[], nowMs: number): ArchiveLayer {
  const segments = planned
    .filter((one) => one.trackId === trackId && one.layer === layer.layer && one.atMs <= nowMs)
    .map(({ segment }) => segment);
  const last = segments.at(-1);
  const endMs = last ? last.startMs + last.durationMs : 0;
  // A pause is known when it is over.
  return { ...layer, segments, endMs, gaps: layer.gaps.filter(({ toMs }) => toMs < endMs) };
}
