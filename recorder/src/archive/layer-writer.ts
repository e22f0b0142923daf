import { mkdir } from 'node:fs/promises';
import type { ArchiveFile, ArchiveGap, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import type { LayerSink } from '../capture/segmenter.ts';
import type { TapStream } from '../capture/tap-stream.ts';
import type { WriteFigures } from '../metrics/recorder-metrics.ts';
import type { ArchiveFolder } from './archive-folder.ts';
import { type ArchiveIndex, type IndexLine, layerPath, round } from './archive-index.ts';
import { sha256Of, writeWhole } from './files.ts';
import { Playlist } from './playlist.ts';
import { type MediaConfig, type Segment, sameConfig } from './segment.ts';
import { containerOf, muxInit, muxMedia } from './segment-muxer.ts';

export interface LayerWriterOptions {
  stream: TapStream;
  folder: ArchiveFolder;
  index: ArchiveIndex;
  startedAtMs: number;
  /** After each segment: null when it was kept, else what the disk said. */
  onWritten: (error: unknown) => void;
  /** Called before each write, and may throw. */
  check: () => Promise<void>;
  figures?: WriteFigures | undefined;
}

/** Writes one layer's segments, one after the other: file, index, playlist. Outlives its streams. Owned by the archive. */
export class LayerWriter implements LayerSink {
  readonly #options: LayerWriterOptions;
  readonly #path: string;
  readonly #playlist: Playlist;
  readonly #queue = new Set<Segment>();
  #gaps: ArchiveGap[] = [];
  #init: { config: MediaConfig; file: ArchiveFile } | null = null;
  #ready = false;
  #number: number;
  #inits: number;
  #work: Promise<void> = Promise.resolve();

  constructor(options: LayerWriterOptions) {
    this.#options = options;
    const { trackId, layer } = options.stream;
    this.#path = layerPath(trackId, layer);
    this.#playlist = new Playlist(options.folder.path, `${this.#path}/playlist.m3u8`, options.startedAtMs);
    const indexed = options.index.layer(trackId, layer);
    if (indexed) this.#playlist.restore(indexed.archived);
    this.#number = indexed?.archived.segments.length ?? 0;
    this.#inits = indexed?.inits ?? 0;
  }

  /** The oldest journal file that a segment on its way to the disk comes from. */
  get journalFile(): number | null {
    return this.#queue.size === 0 ? null : Math.min(...[...this.#queue].map(({ journalFile }) => journalFile));
  }

  segment(segment: Segment): void {
    this.#queue.add(segment);
    this.#work = this.#work.then(async () => {
      try {
        await this.#write(segment);
        this.#options.onWritten(null);
      } catch (error) {
        const { startMs, endMs, receivedPackets } = segment;
        this.#gaps.push({ ...span(startMs, endMs), cause: 'writeFailed', packets: receivedPackets });
        this.#options.onWritten(error);
      } finally {
        this.#queue.delete(segment);
      }
    });
  }

  gap(gap: ArchiveGap): void {
    this.#work = this.#work.then(() => {
      this.#gaps.push({ ...gap, ...span(gap.fromMs, gap.toMs) });
    });
  }

  /** Nothing of the layer is there up to a moment, while others of its picture go on. */
  asleep(untilMs: number): void {
    this.#work = this.#work.then(() => this.#playlist.asleep(untilMs)).catch(this.#options.onWritten);
  }

  /** Everything that was cut is written. With `ended` the playlist says that nothing more comes. */
  async finish({ ended }: { ended: boolean }): Promise<void> {
    await this.#work;
    const gaps = this.#takeGaps();
    if (gaps.length > 0) await this.#options.index.append(...gaps);
    await this.#playlist.close();
    const { trackId, layer } = this.#options.stream;
    if (ended && this.#number > 0) await this.#playlist.end(this.#options.index.layer(trackId, layer)?.archived);
  }

  async #write(segment: Segment): Promise<void> {
    const { folder, index, check } = this.#options;
    await check();
    if (!this.#ready) await mkdir(folder.resolve(this.#path), { recursive: true });
    this.#ready = true;
    const media = await muxMedia(segment);
    const name = String(this.#number + 1).padStart(6, '0');
    const path = `${this.#path}/${name}.${containerOf(segment.config) === 'cmaf' ? 'm4s' : 'webm'}`;
    await writeWhole(folder.resolve(path), media, { sync: true });
    const init = await this.#initFor(segment);
    this.#number += 1;
    this.#options.figures?.segmentWritten(media.length);
    const line = this.#describe(segment, media, path, init);
    await index.append(line, ...this.#takeGaps());
    const { archived } = index.layer(line.trackId, line.layer) ?? {};
    const written: ArchiveSegment | undefined = archived?.segments.at(-1);
    if (archived && written) await this.#playlist.add(written, archived.gaps);
  }

  /** Null when the segment plays on its own. */
  async #initFor(segment: Segment): Promise<ArchiveFile | null> {
    const { config } = segment;
    if (this.#init && sameConfig(this.#init.config, config)) return this.#init.file;
    const content = await muxInit(segment);
    if (content === null) return null;
    const path = `${this.#path}/init-${this.#inits + 1}.mp4`;
    await writeWhole(this.#options.folder.resolve(path), content, { sync: true });
    this.#inits += 1;
    const file = { path, lengthBytes: content.length, sha256: sha256Of(content) };
    this.#init = { config, file };
    return file;
  }

  #describe(segment: Segment, media: Buffer, path: string, init: ArchiveFile | null) {
    const { config, startMs, endMs, ssrc, endRtpTimestamp } = segment;
    const { receivedPackets, expectedPackets, silentFrames, lossFrames } = segment;
    const { trackId, layer } = this.#options.stream;
    return {
      type: 'segment' as const,
      trackId,
      layer,
      codec: config.codec,
      container: containerOf(config),
      width: config.family === 'opus' ? null : config.width,
      height: config.family === 'opus' ? null : config.height,
      path,
      initPath: init?.path ?? path,
      ...(init && { init: { lengthBytes: init.lengthBytes, sha256: init.sha256 } }),
      startMs: round(startMs),
      endMs: round(endMs),
      lengthBytes: media.length,
      sha256: sha256Of(media),
      ssrc,
      endRtpTimestamp,
      startRtpTimestamp: segment.samples[0]?.rtpTimestamp ?? endRtpTimestamp,
      receivedPackets,
      expectedPackets,
      silentFrames,
      lossFrames,
    };
  }

  #takeGaps(): IndexLine[] {
    const { trackId, layer } = this.#options.stream;
    const lines = this.#gaps.map((gap) => ({ type: 'gap' as const, trackId, layer, gap }));
    this.#gaps = [];
    return lines;
  }
}

const span = (fromMs: number, toMs: number) => ({ fromMs: round(fromMs), toMs: round(toMs) });
