import type { ArchiveGap, ArchiveLayer, ArchiveManifest, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import type { Continuation } from '../capture/layer-stream.ts';
import type { MeasuredClock } from '../capture/pipeline.ts';
import type { LayerSink } from '../capture/segmenter.ts';
import type { TapStream } from '../capture/tap-stream.ts';
import { signManifest } from '../certificate/signature.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import { LateSounds } from '../late/late-sounds.ts';
import type { WriteFigures } from '../metrics/recorder-metrics.ts';
import type { ArchiveFolder } from './archive-folder.ts';
import { ArchiveIndex, round } from './archive-index.ts';
import { LayerWriter } from './layer-writer.ts';
import { LiveWindow } from './live-window.ts';
import type { LogCopy } from './log-copy.ts';
import {
  type ArchiveFacts,
  describeArchive,
  describeSealed,
  hashOf,
  ManifestWriter,
  manifestText,
} from './manifest.ts';
import { MaterialCopies, type MaterialCopiesOptions } from './material-copies.ts';
import { Multivariants } from './multivariant.ts';
import { Playlist } from './playlist.ts';
import { sentRange, ticksPerMsOf } from './sent-between.ts';
import { SleepingLayers } from './sleeping-layers.ts';
import { absenceOf } from './track-lives.ts';

export interface ArchiveOptions {
  folder: ArchiveFolder;
  log: LogCopy;
  /** Lesson clock of the media timeline's zero. */
  startedAtMs: number;
  /** Signs what is sealed. */
  key: SigningKey;
  /** Gets a file that events refer to; null when there is none. */
  fetchMaterial: MaterialCopiesOptions['fetch'];
  /** After each write: null when it was kept, else what the disk said. */
  onWritten: (error: unknown) => void;
  /** Called before each write: throws once another process writes this archive. */
  check?: () => Promise<void>;
  figures?: WriteFigures;
}

/** The archive of one lesson while it is being written: its layers, index and manifest. Owned by the lesson's recording. */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #index: ArchiveIndex;
  readonly #layers = new Map<string, LayerWriter>();
  readonly #manifest: ManifestWriter;
  readonly #live: LiveWindow;
  readonly #multivariants: Multivariants;
  readonly #sleeping: SleepingLayers;
  readonly #materials: MaterialCopies;
  readonly #late: LateSounds;
  #isFailing = false;

  private constructor(options: ArchiveOptions, index: ArchiveIndex) {
    this.#options = options;
    this.#index = index;
    this.#manifest = new ManifestWriter(
      options.folder,
      () => describeArchive(this.#facts()),
      options.onWritten,
      options.check ?? unchecked,
    );
    this.#live = new LiveWindow(options.folder.live, () => describeArchive(this.#facts()), options.onWritten);
    this.#late = new LateSounds(options.folder, options.check ?? unchecked);
    this.#multivariants = new Multivariants(options.folder);
    this.#sleeping = new SleepingLayers(
      () => this.#index.tracks(),
      (trackId, layer, untilMs) => this.#layers.get(keyOf(trackId, layer))?.asleep(untilMs),
    );
    this.#materials = new MaterialCopies({
      folder: options.folder.path,
      fetch: options.fetchMaterial,
      onWritten: (error) => {
        if (error !== null) options.onWritten(error);
        this.#manifest.changed();
      },
    });
    this.changed();
  }

  /** Opens a new archive, or one that an earlier recorder left unsealed. */
  static async open(options: ArchiveOptions): Promise<Archive> {
    return new Archive(options, await ArchiveIndex.open(options.folder.index, options.check));
  }

  get startedAtMs(): number {
    return this.#options.startedAtMs;
  }

  /** Whether the disk refused what was written last. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** End of what is kept, on the media timeline; null when nothing is. */
  get endMs(): number | null {
    return this.#index.endMs;
  }

  /** Where a stream's segments go. */
  layerOf(stream: TapStream): LayerSink {
    const key = keyOf(stream.trackId, stream.layer);
    const known = this.#layers.get(key);
    if (known) return known;
    const { trackId, participantId, source, kind } = stream;
    if (!this.#index.hasTrack(trackId)) {
      this.#index.append({ type: 'track', trackId, participantId, source, kind }).catch(this.#options.onWritten);
    }
    const writer = new LayerWriter({
      stream,
      folder: this.#options.folder,
      index: this.#index,
      startedAtMs: this.#options.startedAtMs,
      check: this.#options.check ?? unchecked,
      figures: this.#options.figures,
      onWritten: (error) => {
        this.#isFailing = error !== null;
        this.#options.onWritten(error);
        this.#grown();
        const written = this.#index.layer(trackId, stream.layer)?.archived;
        if (written === undefined) return;
        this.#multivariants.grown(written, this.#index.tracks()).catch(this.#options.onWritten);
        if (kind === 'video') this.#sleeping.wrote(trackId, written.endMs);
      },
    });
    this.#layers.set(key, writer);
    return writer;
  }

  /** What a stream goes on from. */
  continuationOf({ trackId, layer, ssrc }: TapStream, gapCause: Continuation['gapCause']): Continuation {
    const last = this.#index.layer(trackId, layer)?.last ?? null;
    const isSame = last !== null && last.ssrc === ssrc;
    return {
      layerEndMs: last?.endMs ?? null,
      gapCause,
      archived: isSame ? { rtpTimestamp: last.endRtpTimestamp, atMs: last.endMs } : null,
    };
  }

  /** A sound that came when its segment was written is kept apart, and put where it belongs once the archive is sealed. */
  late(stream: TapStream, rtpTimestamp: number, data: Buffer): void {
    this.#late.add(stream, rtpTimestamp, data).catch(this.#options.onWritten);
  }

  /** No recorder ran between two moments of the media timeline. */
  interrupted(fromMs: number, toMs: number, cause: string): void {
    this.#index
      .append({ type: 'interruption', fromMs: round(fromMs), toMs: round(toMs), cause })
      .catch(this.#options.onWritten);
    this.#manifest.changed();
  }

  /** How far the clock of an sfu's host is from the lesson clock. What is known already is passed over. */
  clockMeasured(address: string, { nowMs, measuredMs, appliedMs }: MeasuredClock): void {
    const clock = { atMs: round(nowMs - this.startedAtMs), measuredMs: round(measuredMs), appliedMs: round(appliedMs) };
    // A journal that is played again measures again.
    if (this.#index.clocks.some((known) => known.atMs === clock.atMs && known.measuredMs === clock.measuredMs)) return;
    this.#index.append({ type: 'clock', address, ...clock }).catch(this.#options.onWritten);
  }

  /** The log has grown. */
  changed(): void {
    this.#materials.want(this.#options.log.record.materials);
    this.#grown();
  }

  /** The oldest journal file that a segment on its way to the disk comes from. */
  oldestJournalFile(): number | null {
    const files = [...this.#layers.values()].map(({ journalFile }) => journalFile).filter((file) => file !== null);
    return files.length === 0 ? null : Math.min(...files);
  }

  /** What is written outlives a power cut once this returns. */
  async sync(): Promise<void> {
    await Promise.all([this.#index.sync(), this.#options.log.sync()]);
  }

  /** All that was cut is in segments on the disk. */
  async settle(): Promise<void> {
    for (const layer of this.#layers.values()) await layer.finish({ ended: false });
    await this.#late.settle();
    await this.sync();
  }

  /** Lets go of the archive, unsealed: the lesson goes on. */
  async leave(): Promise<void> {
    this.#sleeping.close();
    try {
      await this.settle();
      await this.#live.close();
      await this.#manifest.close(manifestText(describeArchive(this.#facts())));
    } finally {
      await this.#index.close();
    }
  }

  /**
   * Completes the archive: nothing in it changes any more. Everything that was cut must be in by now. Returns what was sealed, as its
   * signature covers it.
   */
  async seal(): Promise<ArchiveManifest> {
    this.#sleeping.close();
    await this.#late.settle();
    await Promise.all([...this.#layers.values()].map((layer) => layer.finish({ ended: true })));
    const { log, folder, key } = this.#options;
    const endedAt = this.#endedAt();
    await this.#declareAbsences(endedAt);
    await this.#endPlaylists();
    await this.#multivariants.update(this.#index.tracks());
    log.seal();
    this.#materials.want(log.record.materials);
    await this.#materials.settle();
    await this.sync();
    const eventsSha256 = await hashOf(folder.events);
    const sealed = describeSealed(this.#facts(), { eventsSha256, issuedAt: Date.now(), endedAt });
    await this.#manifest.close(signManifest(sealed, key));
    // Who watches along looks here first: when it is gone, the sealed manifest must be there.
    await this.#live.close();
    await this.#index.close();
    return sealed;
  }

  /** When the lesson ended by its log; else when anything was last kept of it. Milliseconds since the epoch. */
  #endedAt(): number {
    const { phase, at } = this.#options.log.record.state;
    return phase.name === 'ended' ? phase.endedAt : Math.max(at, this.startedAtMs + (this.endMs ?? 0));
  }

  /** What was sending when a recorder went and did not come again was lost from then on. */
  async #declareAbsences(endedAt: number): Promise<void> {
    for (const track of this.#index.tracks()) {
      const { trackId, layers } = track;
      const trackEndMs = (this.#options.log.lives.endOf(trackId) ?? endedAt) - this.startedAtMs;
      for (const layer of layers) {
        for (const interruption of this.#index.interruptions) {
          const gap = absenceOf(layer, interruption, trackEndMs);
          if (gap === null) continue;
          const declared = {
            ...gap,
            fromMs: round(gap.fromMs),
            toMs: round(gap.toMs),
            ...this.#sentBehind(track, layer, gap),
          };
          await this.#index.append({ type: 'gap', trackId, layer: layer.layer, gap: declared });
        }
      }
    }
  }

  /** Where what is missing behind a layer's last segment lies on the sender's clock, as far as it went on evenly. */
  #sentBehind({ trackId, kind }: ArchiveTrack, { layer }: ArchiveLayer, { fromMs, toMs }: ArchiveGap) {
    const { last } = this.#index.layer(trackId, layer) ?? {};
    if (!last || last.endMs !== fromMs) return {};
    const { ssrc, endRtpTimestamp } = last;
    return { sent: sentRange(ssrc, endRtpTimestamp, endRtpTimestamp + (toMs - fromMs) * ticksPerMsOf({ kind })) };
  }

  /** Of layers that only earlier recorders wrote. */
  async #endPlaylists(): Promise<void> {
    const { folder, startedAtMs } = this.#options;
    for (const { trackId, layers } of this.#index.tracks()) {
      for (const layer of layers.filter((each) => !this.#layers.has(keyOf(trackId, each.layer)))) {
        const playlist = new Playlist(folder.path, layer.playlist, startedAtMs);
        playlist.restore(layer);
        await playlist.end();
      }
    }
  }

  #grown(): void {
    this.#manifest.changed();
    this.#live.changed();
  }

  #facts(): ArchiveFacts {
    const { log, startedAtMs } = this.#options;
    return { index: this.#index, log, startedAt: startedAtMs, materials: this.#materials.list() };
  }
}

const unchecked = async (): Promise<void> => {};
const keyOf = (trackId: string, layer: number): string => `${trackId}/${layer}`;
