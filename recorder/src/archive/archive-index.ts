import type {
  ArchiveClock,
  ArchiveGap,
  ArchiveLayer,
  ArchiveTrack,
  TrackSource,
} from '@tongke/signaling/protocol/lesson';
import { mediaTimeOf } from '../certificate/media-time.ts';
import { opusSilenceMs } from '../codec/opus.ts';
import { readLines } from './files.ts';
import { LineFile } from './line-file.ts';
import { type StreamHole, ticksPerMsOf, withSentRange } from './sent-between.ts';

/** One fact about an archive. The index is their file, in the order in which they became true. */
export type IndexLine =
  | { type: 'track'; trackId: string; participantId: string; source: TrackSource; kind: 'audio' | 'video' }
  | ({ type: 'segment'; trackId: string; layer: number } & IndexedSegment)
  | { type: 'gap'; trackId: string; layer: number; gap: ArchiveGap }
  | { type: 'interruption'; fromMs: number; toMs: number; cause: string }
  /** `address` of the host stays here; outside it has a number. */
  | { type: 'clock'; address: string; atMs: number; measuredMs: number; appliedMs: number };

export interface IndexedSegment {
  codec: string;
  container: 'cmaf' | 'webm';
  width: number | null;
  height: number | null;
  path: string;
  initPath: string;
  /** Of the file at `initPath`; absent in lines of before it was noted, and where the segment is its own. */
  init?: { lengthBytes: number; sha256: string };
  startMs: number;
  endMs: number;
  lengthBytes: number;
  sha256: string;
  /** The stream that it was cut from, and the first timestamp behind it: where recovery goes on. */
  ssrc: number;
  endRtpTimestamp: number;
  /** Of its first sample; absent in lines of before it was noted. */
  startRtpTimestamp?: number;
  receivedPackets: number;
  expectedPackets: number;
  silentFrames: number;
  /** Absent in lines of before it was noted. */
  lossFrames?: number;
}

/** A layer with what goes on from it. */
export interface IndexedLayer {
  archived: ArchiveLayer;
  last: { ssrc: number; endRtpTimestamp: number; endMs: number } | null;
  /** Between its segments. */
  holes: StreamHole[];
  inits: number;
  silentFrames: number;
  lossFrames: number;
}

interface IndexedTrack {
  track: ArchiveTrack;
  layers: Map<number, IndexedLayer>;
}

/**
 * What an archive holds: folded from its index file, from which recovery and the manifest are made. Owned by the archive.
 */
export class ArchiveIndex {
  readonly #file: LineFile;
  readonly #tracks = new Map<string, IndexedTrack>();
  readonly #hosts: string[] = [];
  readonly clocks: ArchiveClock[] = [];
  readonly interruptions: { fromMs: number; toMs: number; cause: string }[] = [];

  private constructor(file: LineFile) {
    this.#file = file;
  }

  /** `check` is called before each write, and may throw. */
  static async open(path: string, check?: () => Promise<void>): Promise<ArchiveIndex> {
    const lines = await readLines(path);
    const index = new ArchiveIndex(await LineFile.open(path, 0o600, check));
    // Written by this program, line by line.
    for (const line of lines) index.#apply(line as IndexLine);
    return index;
  }

  tracks(): ArchiveTrack[] {
    return [...this.#tracks.values()].map(({ track }) => track);
  }

  /** With each layer's media time, as they are certified. */
  certifiedTracks(): ArchiveTrack[] {
    return [...this.#tracks.values()].map(({ track, layers }) => ({
      ...track,
      layers: track.layers.map((archived) => {
        const { silentFrames = 0, lossFrames = 0, holes = [], last = null } = layers.get(archived.layer) ?? {};
        const gaps = archived.gaps.map((gap) => withSentRange(gap, holes, ticksPerMsOf(track)));
        const filled = { dtxMs: (silentFrames - lossFrames) * opusSilenceMs, lossMs: lossFrames * opusSilenceMs };
        const sentUntil = last && {
          ssrc: last.ssrc,
          rtpTimestamp: Math.round(last.endRtpTimestamp) % 2 ** 32,
        };
        return { ...archived, ...(sentUntil && { sentUntil }), gaps, mediaTime: mediaTimeOf(archived, filled) };
      }),
    }));
  }

  layer(trackId: string, layer: number): IndexedLayer | undefined {
    return this.#tracks.get(trackId)?.layers.get(layer);
  }

  hasTrack(trackId: string): boolean {
    return this.#tracks.has(trackId);
  }

  /** End of the last segment of all; null when there is none. */
  get endMs(): number | null {
    const ends = this.tracks().flatMap(({ layers }) => layers.map(({ endMs }) => endMs));
    return ends.length === 0 ? null : Math.max(...ends);
  }

  /** The lines hold at once; throws when the disk refuses them, which will be tried again with the next. */
  append(...lines: IndexLine[]): Promise<void> {
    for (const line of lines) this.#apply(line);
    return this.#file.append(lines);
  }

  sync(): Promise<void> {
    return this.#file.sync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #apply(line: IndexLine): void {
    switch (line.type) {
      case 'track': {
        const { trackId, participantId, source, kind } = line;
        if (this.#tracks.has(trackId)) return;
        this.#tracks.set(trackId, { track: { trackId, participantId, source, kind, layers: [] }, layers: new Map() });
        return;
      }
      case 'segment':
        this.#addSegment(line);
        return;
      case 'gap':
        this.layer(line.trackId, line.layer)?.archived.gaps.push(line.gap);
        return;
      case 'interruption':
        this.interruptions.push({ fromMs: line.fromMs, toMs: line.toMs, cause: line.cause });
        return;
      case 'clock':
        this.#addClock(line);
    }
  }

  #addClock({ address, atMs, measuredMs, appliedMs }: IndexLine & { type: 'clock' }): void {
    if (!this.#hosts.includes(address)) this.#hosts.push(address);
    this.clocks.push({ host: `sfu-${this.#hosts.indexOf(address) + 1}`, atMs, measuredMs, appliedMs });
  }

  #addSegment(line: IndexLine & { type: 'segment' }): void {
    const indexed = this.#tracks.get(line.trackId);
    if (indexed === undefined) return;
    const layer = indexed.layers.get(line.layer) ?? newLayer(indexed, line);
    const { archived } = layer;
    const { path, initPath, startMs, endMs, lengthBytes, sha256 } = line;
    if (archived.segments.at(-1)?.initPath !== initPath) {
      layer.inits += 1;
      if (line.init) archived.inits?.push({ path: initPath, ...line.init });
    }
    archived.segments.push({ path, initPath, startMs, durationMs: round(endMs - startMs), lengthBytes, sha256 });
    archived.endMs = endMs;
    archived.codec = line.codec;
    archived.width = line.width;
    archived.height = line.height;
    archived.receivedPackets += line.receivedPackets;
    archived.expectedPackets += line.expectedPackets;
    layer.silentFrames += line.silentFrames;
    layer.lossFrames += line.lossFrames ?? 0;
    const { startRtpTimestamp, ssrc, endRtpTimestamp } = line;
    if (layer.last && startRtpTimestamp !== undefined && startMs > layer.last.endMs) {
      const from = { fromMs: layer.last.endMs, fromRtpTimestamp: layer.last.endRtpTimestamp };
      layer.holes.push({ ssrc, ...from, toMs: startMs, toRtpTimestamp: startRtpTimestamp });
    }
    layer.last = { ssrc, endRtpTimestamp, endMs };
  }
}

function newLayer(indexed: IndexedTrack, line: IndexLine & { type: 'segment' }): IndexedLayer {
  const { codec, container, width, height, startMs, trackId } = line;
  const archived: ArchiveLayer = {
    layer: line.layer,
    codec,
    container,
    width,
    height,
    playlist: `${layerPath(trackId, line.layer)}/playlist.m3u8`,
    startMs,
    endMs: startMs,
    segments: [],
    inits: [],
    gaps: [],
    receivedPackets: 0,
    expectedPackets: 0,
  };
  const layer: IndexedLayer = { archived, last: null, holes: [], inits: 0, silentFrames: 0, lossFrames: 0 };
  indexed.layers.set(line.layer, layer);
  indexed.track.layers = [...indexed.layers.values()].map((each) => each.archived).sort((a, b) => a.layer - b.layer);
  return layer;
}

/** Relative to the manifest. */
export const layerPath = (trackId: string, layer: number): string => `tracks/${trackId}/${layer}`;

/** To a microsecond: what is below is floating-point noise. */
export const round = (ms: number): number => Math.round(ms * 1000) / 1000;
