import type { ArchiveGap, ArchiveLayer, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import type { Fault } from './fault.ts';

/** Below this a hole is the noise of a clock's line. */
const noiseMs = 10;

/** Every hole between two segments of a layer must be declared. */
export function checkHoles({ tracks }: ArchiveManifest): Fault[] {
  return tracks.flatMap(({ trackId, layers }) =>
    layers.flatMap(({ layer, segments, gaps }) =>
      holes(segments)
        .filter((hole) => !isCovered(hole, gaps))
        .map(({ fromMs, toMs }): Fault => ({ type: 'holeUndeclared', trackId, layer, fromMs, toMs })),
    ),
  );
}

function holes(segments: ArchiveLayer['segments']): { fromMs: number; toMs: number }[] {
  return segments.slice(1).flatMap(({ startMs }, index) => {
    const before = segments[index];
    const fromMs = before ? before.startMs + before.durationMs : startMs;
    return startMs - fromMs > noiseMs ? [{ fromMs, toMs: startMs }] : [];
  });
}

function isCovered({ fromMs, toMs }: { fromMs: number; toMs: number }, gaps: readonly ArchiveGap[]): boolean {
  let untilMs = fromMs;
  for (const gap of gaps.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (gap.fromMs <= untilMs + noiseMs) untilMs = Math.max(untilMs, gap.toMs);
  }
  return untilMs >= toMs - noiseMs;
}
