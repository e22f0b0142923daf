import type {
  ArchiveCertificate,
  ArchiveClock,
  ArchiveGap,
  ArchiveLayer,
  ArchiveManifest,
  ArchiveTrack,
} from '@tongke/signaling/protocol/lesson';
import { sumHealed } from './healed-sums.ts';

/** Sums over all layers, and what else is known of an archive's completeness. @param issuedAt milliseconds since the epoch */
export function certify(
  tracks: readonly ArchiveTrack[],
  clocks: readonly ArchiveClock[],
  issuedAt: number,
): ArchiveCertificate {
  const layers = tracks.flatMap((track) => track.layers);
  const sum = (pick: (layer: ArchiveLayer) => number) =>
    Math.round(layers.reduce((total, layer) => total + pick(layer), 0) * 1000) / 1000;
  return {
    issuedAt: Math.round(issuedAt),
    expectedMs: sum(({ mediaTime }) => mediaTime?.expectedMs ?? 0),
    receivedMs: sum(({ mediaTime }) => mediaTime?.receivedMs ?? 0),
    filledDtxMs: sum(({ mediaTime }) => mediaTime?.filledDtxMs ?? 0),
    filledLossMs: sum(({ mediaTime }) => mediaTime?.filledLossMs ?? 0),
    expectedPackets: sum(({ expectedPackets }) => expectedPackets),
    receivedPackets: sum(({ receivedPackets }) => receivedPackets),
    gaps: sumGaps(layers.flatMap(({ gaps }) => gaps)),
    ...sumHealed(tracks),
    tracksWithoutMedia: tracks.filter((track) => track.layers.length === 0).map(({ trackId }) => trackId),
    clocks: [...clocks],
  };
}

/** A certificate in a line of a log, and whether anything is missing that was sent or might have been. */
export function summaryOf({ certificate, interruptions }: ArchiveManifest): { summary: object; isShort: boolean } {
  const { expectedMs = 0, receivedMs = 0, gaps = {} } = certificate ?? {};
  return {
    summary: { expectedMs, lostMs: Math.round(expectedMs - receivedMs), gaps, interruptions },
    isShort: expectedMs > receivedMs || interruptions.length > 0,
  };
}

function sumGaps(gaps: readonly ArchiveGap[]): ArchiveCertificate['gaps'] {
  const sums: ArchiveCertificate['gaps'] = {};
  for (const { fromMs, toMs, cause, packets } of gaps) {
    const before = sums[cause] ?? { count: 0, durationMs: 0, packets: 0 };
    sums[cause] = {
      count: before.count + 1,
      durationMs: Math.round((before.durationMs + toMs - fromMs) * 1000) / 1000,
      packets: before.packets + packets,
    };
  }
  return sums;
}
