import type {
  ArchiveChange,
  ArchiveGap,
  ArchiveLayer,
  ArchiveManifest,
  ArchiveTrack,
} from '@tongke/signaling/protocol/lesson';
import { certify } from '../certificate/certificate.ts';
import { mediaTimeOf } from '../certificate/media-time.ts';
import type { WrongFile } from './check-files.ts';

/** A manifest that says what is there, and in what it differs. */
export interface Mended {
  manifest: ArchiveManifest;
  changes: ArchiveChange[];
  /** Layers whose list of segments is another now. */
  layers: ArchiveLayer[];
}

/**
 * The manifest of an archive some of whose files are not as listed: bytes that lie under another name are named there, and what is
 * lost becomes a gap. Pure. @param issuedAt milliseconds since the epoch
 */
export function mendManifest(manifest: ArchiveManifest, wrong: readonly WrongFile[], issuedAt: number): Mended {
  const changes: ArchiveChange[] = [];
  const layers: ArchiveLayer[] = [];
  const places = placesOf(wrong);
  const tracks = manifest.tracks.map((track) => ({
    ...track,
    layers: track.layers.map((layer) => {
      const mended = mendLayer(track, layer, places);
      if (mended.changes.length === 0) return layer;
      changes.push(...mended.changes);
      layers.push(mended.layer);
      return mended.layer;
    }),
  }));
  const materials = manifest.materials?.map((material) => {
    if (!places.has(material.path)) return material;
    changes.push({ type: 'materialLost', path: material.path });
    return { ...material, lengthBytes: null, sha256: null };
  });
  const clocks = manifest.certificate?.clocks ?? [];
  const mended = {
    ...manifest,
    tracks,
    ...(materials && { materials }),
    certificate: certify(tracks, clocks, issuedAt),
  };
  return { manifest: mended, changes, layers };
}

/** Where the bytes of each wrong file are now; null for those that are nowhere. */
function placesOf(wrong: readonly WrongFile[]): ReadonlyMap<string, string | null> {
  const homes = new Map(wrong.map(({ foundSha256, listed }) => [foundSha256, listed.path]));
  return new Map(wrong.map(({ listed }) => [listed.path, homes.get(listed.sha256) ?? null]));
}

function mendLayer({ trackId }: ArchiveTrack, layer: ArchiveLayer, places: ReadonlyMap<string, string | null>) {
  const changes: ArchiveChange[] = [];
  const lost: ArchiveGap[] = [];
  const place = (path: string) => (places.has(path) ? (places.get(path) ?? null) : path);
  const segments = layer.segments.flatMap((segment) => {
    const { startMs: fromMs, durationMs } = segment;
    const [path, initPath] = [place(segment.path), place(segment.initPath)];
    if (path === null || initPath === null) {
      const toMs = round(fromMs + durationMs);
      changes.push({ type: 'segmentLost', trackId, layer: layer.layer, path: segment.path, fromMs, toMs });
      lost.push({ fromMs, toMs, cause: 'damaged', packets: 0 });
      return [];
    }
    if (path !== segment.path) {
      changes.push({ type: 'segmentMoved', trackId, layer: layer.layer, fromPath: segment.path, toPath: path });
    }
    return [{ ...segment, path, initPath }];
  });
  const inits = layer.inits?.flatMap((init) => {
    const path = place(init.path);
    if (path !== null && path !== init.path) {
      changes.push({ type: 'segmentMoved', trackId, layer: layer.layer, fromPath: init.path, toPath: path });
    }
    return path === null ? [] : [{ ...init, path }];
  });
  const gaps = [...layer.gaps, ...joined(lost)];
  const { filledDtxMs: dtxMs = 0, filledLossMs: lossMs = 0 } = layer.mediaTime ?? {};
  const [first, last] = [segments[0], segments.at(-1)];
  const mended: ArchiveLayer = {
    ...layer,
    startMs: first?.startMs ?? layer.startMs,
    endMs: last ? round(last.startMs + last.durationMs) : layer.startMs,
    segments,
    ...(inits && { inits }),
    gaps,
    mediaTime: mediaTimeOf({ ...layer, gaps }, { dtxMs, lossMs }),
  };
  return { layer: mended, changes };
}

/** Neighbours that were lost are one gap. */
function joined(gaps: readonly ArchiveGap[]): ArchiveGap[] {
  const result: ArchiveGap[] = [];
  for (const gap of gaps) {
    const before = result.at(-1);
    if (before && gap.fromMs - before.toMs < 1) before.toMs = gap.toMs;
    else result.push({ ...gap });
  }
  return result;
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
