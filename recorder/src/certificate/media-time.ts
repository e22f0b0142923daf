import type { ArchiveGap, ArchiveLayer, ArchiveMediaTime } from '@tongke/signaling/protocol/lesson';

type Span = Pick<ArchiveGap, 'fromMs' | 'toMs'>;

/**
 * How much of what a layer's source sent is here. Expected is the time from the layer's first moment to its last, declared gaps at
 * its ends included, without the times in which nothing was sent; received is that without every other gap.
 */
export function mediaTimeOf(
  { startMs, endMs, gaps }: Pick<ArchiveLayer, 'startMs' | 'endMs' | 'gaps'>,
  filled: { dtxMs: number; lossMs: number },
): ArchiveMediaTime {
  const fromMs = Math.min(startMs, ...gaps.map((gap) => gap.fromMs));
  const toMs = Math.max(endMs, ...gaps.map((gap) => gap.toMs));
  const awayMs = lengthMs(gaps);
  const lostMs = lengthMs(gaps.filter(({ cause }) => cause !== 'sourcePaused'));
  const receivedMs = toMs - fromMs - awayMs;
  return {
    expectedMs: round(receivedMs + lostMs),
    receivedMs: round(receivedMs),
    filledDtxMs: round(filled.dtxMs),
    filledLossMs: round(filled.lossMs),
  };
}

/** Length of what any of the spans covers. */
function lengthMs(spans: readonly Span[]): number {
  let sum = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, toMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    sum += Math.max(0, toMs - Math.max(fromMs, untilMs));
    untilMs = Math.max(untilMs, toMs);
  }
  return sum;
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
