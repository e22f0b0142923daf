import type { ArchiveLayer, ArchiveManifest, ArchiveTrack } from '@tongke/signaling/protocol/lesson';

/** What `live.json` reaches back over: the newest 16 s (`recorder/ARCHIVE.md`). A little less, for a segment on the edge. */
const windowMs = 14_000;

/** The newest end of all media; 0 when there is none. */
export const newestMs = ({ tracks }: Pick<ArchiveManifest, 'tracks'>): number =>
  Math.max(0, ...tracks.flatMap(({ layers }) => layers.map(({ endMs }) => endMs)));

/**
 * A growing archive's manifest with what its newest window adds. Null when more came between than the window holds, or another
 * archive stands there: then the manifest must be read whole. The same layers and tracks where nothing is new. Pure.
 */
export function joinWindow(known: ArchiveManifest, window: ArchiveManifest): ArchiveManifest | null {
  if (window.startedAt !== known.startedAt || newestMs(window) - windowMs > newestMs(known)) return null;
  const grown = new Map(window.tracks.map((track) => [track.trackId, track]));
  const tracks = known.tracks.map((track) => {
    const newer = grown.get(track.trackId);
    grown.delete(track.trackId);
    return newer ? joinTrack(track, newer) : track;
  });
  return { ...window, materials: known.materials ?? [], tracks: [...tracks, ...grown.values()] };
}

function joinTrack(known: ArchiveTrack, newer: ArchiveTrack): ArchiveTrack {
  const grown = new Map(newer.layers.map((layer) => [layer.layer, layer]));
  const layers = known.layers.map((layer) => {
    const other = grown.get(layer.layer);
    grown.delete(layer.layer);
    return other ? joinLayer(layer, other) : layer;
  });
  const isSame = grown.size === 0 && layers.every((layer, index) => layer === known.layers[index]);
  return isSame ? known : { ...newer, layers: [...layers, ...grown.values()].sort((a, b) => a.layer - b.layer) };
}

function joinLayer(known: ArchiveLayer, newer: ArchiveLayer): ArchiveLayer {
  const lastMs = known.segments.at(-1)?.startMs ?? Number.NEGATIVE_INFINITY;
  const segments = newer.segments.filter(({ startMs }) => startMs > lastMs);
  const gaps = newer.gaps.filter(
    ({ fromMs, toMs }) => !known.gaps.some((gap) => gap.fromMs === fromMs && gap.toMs === toMs),
  );
  if (segments.length === 0 && gaps.length === 0) return known;
  return { ...newer, segments: [...known.segments, ...segments], gaps: [...known.gaps, ...gaps] };
}
