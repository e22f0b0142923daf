/** A stretch of the lesson's timeline, milliseconds since its start; `toMs` is just outside. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** Joins spans that touch or lie at most `toleranceMs` apart, in order. */
export function mergeSpans(spans: readonly Span[], toleranceMs = 0): Span[] {
  const merged: Span[] = [];
  for (const { fromMs, toMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (last && fromMs <= last.toMs + toleranceMs) last.toMs = Math.max(last.toMs, toMs);
    else if (toMs > fromMs) merged.push({ fromMs, toMs });
  }
  return merged;
}

/** What the spans leave open of `within`. The spans are merged ones. */
export function holesBetween(spans: readonly Span[], within: Span): Span[] {
  const holes: Span[] = [];
  let cursor = within.fromMs;
  for (const span of spans) {
    if (span.fromMs > cursor) holes.push({ fromMs: cursor, toMs: Math.min(span.fromMs, within.toMs) });
    cursor = Math.max(cursor, span.toMs);
  }
  if (cursor < within.toMs) holes.push({ fromMs: cursor, toMs: within.toMs });
  return holes.filter((hole) => hole.toMs > hole.fromMs);
}

/** Where both lists of merged spans are. */
export function intersectSpans(left: readonly Span[], right: readonly Span[]): Span[] {
  return left.flatMap((a) =>
    right
      .map((b) => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) }))
      .filter((span) => span.toMs > span.fromMs),
  );
}

export const contains = ({ fromMs, toMs }: Span, atMs: number): boolean => atMs >= fromMs && atMs < toMs;
