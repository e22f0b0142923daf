import type {
  ArchiveLayer,
  ArchiveManifest,
  ArchiveTrack,
  LessonEntry,
  LessonEvent,
} from '@tongke/signaling/protocol/lesson';
import type { Span } from './span.ts';

/** A layer with segments of two seconds over the given spans. */
export function layerOf(layer: number, spans: readonly Span[], change: Partial<ArchiveLayer> = {}): ArchiveLayer {
  const segments = spans.flatMap(({ fromMs, toMs }) =>
    Array.from({ length: Math.ceil((toMs - fromMs) / 2_000) }, (_, index) => {
      const startMs = fromMs + index * 2_000;
      const durationMs = Math.min(2_000, toMs - startMs);
      return {
        path: `${layer}/${startMs}`,
        initPath: `${layer}/init`,
        startMs,
        durationMs,
        lengthBytes: 1_000 * (layer + 1),
        sha256: '',
      };
    }),
  );
  return {
    layer,
    codec: 'avc1.42c01f',
    container: 'cmaf',
    width: 320 * (layer + 1),
    height: 180 * (layer + 1),
    playlist: `${layer}/index.m3u8`,
    startMs: spans[0]?.fromMs ?? 0,
    endMs: spans.at(-1)?.toMs ?? 0,
    segments,
    gaps: [],
    receivedPackets: 1,
    expectedPackets: 1,
    ...change,
  };
}

export const trackOf = (
  trackId: string,
  participantId: string,
  source: ArchiveTrack['source'],
  layers: ArchiveLayer[],
): ArchiveTrack => {
  const kind = source === 'microphone' || source === 'screenAudio' ? 'audio' : 'video';
  return { trackId, participantId, source, kind, layers };
};

export const manifestOf = (tracks: ArchiveTrack[], change: Partial<ArchiveManifest> = {}): ArchiveManifest => ({
  format: 'tongke-archive',
  version: 1,
  lessonId: 'lesson',
  title: '水的三种状态',
  subject: '科学',
  teacherName: '林老师',
  startedAt: 1_000_000,
  endedAt: 1_060_000,
  sealed: true,
  policy: 'everything',
  participants: [
    { participantId: 'teacher', role: 'teacher', name: '林老师', schoolName: null },
    { participantId: 'c-one', role: 'classroom', name: '三年级一班', schoolName: '云岭小学' },
  ],
  tracks,
  events: { path: 'events.jsonl', lastSequence: 0, sha256: null },
  interruptions: [],
  ...change,
});

/** Entries at milliseconds on the timeline of {@link manifestOf}. */
export const entriesOf = (events: readonly (readonly [number, object])[]): LessonEntry[] =>
  events.map(([atMs, event], index) => ({ sequence: index + 1, at: 1_000_000 + atMs, event: event as LessonEvent }));

export const stageCalled = (participantId = 'c-one') => ({
  type: 'stageCalled',
  entry: { participantId, name: '三年级一班', schoolName: '云岭小学', tracks: [] },
  classroomId: null,
  schoolId: null,
  because: 'call',
});
