import type {
  ArchiveCertificate,
  ArchiveHealed,
  ArchiveHealedLayer,
  ArchiveHealedSum,
  ArchiveTrack,
} from '@tongke/signaling/protocol/lesson';

/** What a certificate says of what was healed: of all, and of each layer by where it came from. Nothing when nothing was. Pure. */
export function sumHealed(tracks: readonly ArchiveTrack[]): Pick<ArchiveCertificate, 'healed'> {
  const layers = tracks.flatMap(({ trackId, layers: all }) =>
    all.flatMap(({ layer, healed = [] }) =>
      [...Map.groupBy(healed, ({ how }) => how)].map(
        ([how, ranges]): ArchiveHealedLayer => ({ trackId, layer, how, ...sumOf(ranges) }),
      ),
    ),
  );
  if (layers.length === 0) return {};
  const whole = sumOf(tracks.flatMap((track) => track.layers.flatMap(({ healed = [] }) => healed)));
  return { healed: { ...whole, layers } };
}

const sumOf = (ranges: readonly ArchiveHealed[]): ArchiveHealedSum => ({
  count: ranges.length,
  durationMs: Math.round(ranges.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) * 1000) / 1000,
  frames: ranges.reduce((sum, each) => sum + each.frames, 0),
  packets: ranges.reduce((sum, { packets = 0 }) => sum + packets, 0),
});
