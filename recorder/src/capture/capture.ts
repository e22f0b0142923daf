import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import type { Archive } from '../archive/archive.ts';
import { JournalWriter } from '../journal/journal-writer.ts';
import type { WriteFigures } from '../metrics/recorder-metrics.ts';
import type { StreamCounts } from '../watch/loss-watch.ts';
import type { StreamWatch } from '../watch/media-watch.ts';
import { EarlyPackets } from './early-packets.ts';
import { HeldMedia } from './held-media.ts';
import type { Continuation } from './layer-stream.ts';
import { noPackets, type PacketTotals } from './packet-totals.ts';
import type { UdpAddress } from './pipe-socket.ts';
import { MediaPipeline } from './pipeline.ts';
import { TapSocket } from './tap-socket.ts';

export interface CaptureOptions {
  journalFolder: string;
  /** Own address towards the sfu. */
  ip: string;
  /** One of the same seat, which hears the tap already: this one has its socket from now on, and lets it go on hearing. */
  beside?: Capture | null;
  /** The lesson clock, milliseconds since the epoch. */
  nowMs: () => number;
  /** Looks at what comes. */
  watch: StreamWatch | null;
  figures?: WriteFigures;
  /** The disk refused part of the journal. */
  onFailure: (error: unknown) => void;
}

const tickMs = 20;
/** The journal is written every second tick. */
const ticksPerBatch = 2;
/** So many packets at once may be more than the kernel holds until the next tick. */
const manyPackets = 48;
const hurryMs = 6;
const housekeepingMs = 500;

/**
 * Receives one lesson's media: socket → journal → pipeline → archive. It receives before there is an archive: what comes until then is in the
 * journal, and waits for {@link attach}. Owned by the lesson's recording.
 */
export class Capture {
  readonly #options: CaptureOptions;
  readonly #socket: TapSocket;
  readonly port: number;
  readonly #journal: JournalWriter;
  readonly #held = new HeldMedia();
  #archive: Archive | null = null;
  #pipeline: MediaPipeline | null = null;
  /** Number of the first journal file of this capture: those below are of others. */
  readonly firstJournalFile: number;
  readonly #timers: NodeJS.Timeout[];
  #hurry: NodeJS.Timeout | null = null;
  #ticks = 0;
  readonly #pipes = new Map<string, UdpAddress>();
  readonly #early = new EarlyPackets();
  /** Addresses of pipes by their ports. A string made of both for each packet would cost more than all else here. */
  #trusted = new Map<number, string[]>();
  #followsFirst = true;
  #beganAtMs: number | null = null;
  #closing: Promise<void> | null = null;
  #beside: Capture | null;
  /** Another one has the socket. */
  #isHandedOver = false;

  private constructor(options: CaptureOptions, socket: TapSocket, journal: JournalWriter) {
    this.#options = { ...options, beside: null };
    this.#beside = options.beside ?? null;
    this.#socket = socket;
    this.port = socket.port;
    this.#journal = journal;
    this.firstJournalFile = journal.file;
    socket.listen((datagram, from) => this.#receive(datagram, from, options.nowMs()));
    this.#timers = [setInterval(() => this.#tick(), tickMs), setInterval(() => this.#keepHouse(), housekeepingMs)];
  }

  static async open(options: CaptureOptions): Promise<Capture> {
    const journal = await JournalWriter.open(options.journalFolder, options.onFailure, options.figures);
    return new Capture(options, options.beside?.handOver() ?? (await TapSocket.open(options.ip)), journal);
  }

  /**
   * Puts what comes, and what has come, into an archive. `firstGapCause` is why there is a hole between what the archive holds and the tracks of
   * the first description. Idempotent.
   */
  attach(archive: Archive, firstGapCause: Continuation['gapCause']): void {
    if (this.#closing !== null || this.#pipeline !== null) return;
    this.#archive = archive;
    const pipeline = new MediaPipeline({
      startedAtMs: archive.startedAtMs,
      layerOf: (stream) => archive.layerOf(stream),
      clockMeasured: (address, clock) => archive.clockMeasured(address, clock),
      late: (stream, rtpTimestamp, data) => archive.late(stream, rtpTimestamp, data),
      continuationOf: (stream) => archive.continuationOf(stream, this.#followsFirst ? firstGapCause : 'sourcePaused'),
      sendBack: (pipeId, packet) => this.#sendBack(pipeId, packet),
      journalFile: () => this.#journal.file,
      watch: this.#options.watch,
    });
    this.#pipeline = pipeline;
    this.#held.release({
      tap: (tap, atMs) => this.#apply(pipeline, tap, atMs),
      datagram: (datagram, atMs) => pipeline.datagram(datagram, atMs),
    });
  }

  /** Follows what the tap delivers. */
  follow(tap: TapDescription): void {
    const atMs = this.#options.nowMs();
    if (this.#closing !== null) return;
    // The last packets of a pipe that is no longer named wait yet.
    this.#drain();
    const isNews = this.#pipeline ? this.#apply(this.#pipeline, tap, atMs) : this.#held.tap(tap, atMs);
    if (!isNews) return;
    this.#beganAtMs ??= atMs;
    this.#journal.tap(atMs, tap);
    this.#pipes.clear();
    for (const { pipeId, ip, port } of tap.pipes) this.#pipes.set(pipeId, { ip, port });
    this.#trusted.clear();
    for (const { ip, port } of tap.pipes) this.#trusted.set(port, [...(this.#trusted.get(port) ?? []), ip]);
    if (!this.#isHandedOver) this.#socket.follow(tap.pipes);
    this.#early.retry(atMs, ({ datagram, atMs, ...from }) => this.#accept(datagram, from, atMs));
  }

  /** Gives its socket to another one, which brings what comes; null when it is closed, or has done so before. */
  handOver(): TapSocket | null {
    if (this.#closing !== null || this.#isHandedOver) return null;
    this.#isHandedOver = true;
    return this.#socket;
  }

  /** When a tap was first open, on the lesson clock; null before. */
  get beganAtMs(): number | null {
    return this.#beganAtMs;
  }

  /** When each track last sent anything, on the lesson clock. */
  activity(): Map<string, number | null> {
    return this.#pipeline?.activity() ?? new Map();
  }

  /** What has come of each stream so far, and what was given up. */
  counts(): StreamCounts[] {
    return this.#pipeline?.counts() ?? [];
  }

  /** Packets so far, by kind. */
  totals(): PacketTotals {
    return this.#pipeline?.totals() ?? noPackets();
  }

  /** Asks for a key frame of a track; as often as one likes. */
  requestKeyFrame(trackId: string): void {
    this.#pipeline?.requestKeyFrame(trackId);
  }

  /**
   * Stops receiving and cuts what is open. With `discardJournal` the journal goes once all is in segments on the disk; that of a capture
   * which never had an archive stays.
   * Idempotent.
   */
  close({ discardJournal }: { discardJournal: boolean }): Promise<void> {
    this.#closing ??= this.#close(discardJournal);
    return this.#closing;
  }

  async #close(discard: boolean): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#hurry !== null) clearTimeout(this.#hurry);
    this.#drain();
    this.#beside = null;
    if (!this.#isHandedOver) this.#socket.close();
    // A hole that shows only now can no longer be mended: nobody is to be asked for a key frame.
    this.#pipes.clear();
    this.#pipeline?.close();
    await this.#archive?.settle().catch(this.#options.onFailure);
    const isKept = this.#archive !== null && !this.#archive.isFailing;
    await this.#journal.close({ discard: discard && isKept });
  }

  #tick(): void {
    // A burst goes on: the next tick would find more than the kernel holds.
    if (this.#drain() >= manyPackets) this.#hurry ??= setTimeout(() => this.#hurryOn(), hurryMs);
    this.#pipeline?.tick(this.#options.nowMs());
    this.#ticks += 1;
    if (this.#ticks % ticksPerBatch === 0) this.#journal.flush();
  }

  #hurryOn(): void {
    this.#hurry = null;
    if (this.#drain() >= manyPackets) this.#hurry = setTimeout(() => this.#hurryOn(), hurryMs);
  }

  /** Takes what waits. Returns how many packets they were. */
  #drain(): number {
    if (this.#isHandedOver) return 0;
    const atMs = this.#options.nowMs();
    return this.#socket.drain((datagram, from) => this.#receive(datagram, from, atMs));
  }

  #receive(datagram: Buffer, from: UdpAddress, atMs: number): void {
    if (this.#closing !== null) return;
    if (this.#beside !== null) this.#beside.#receive(datagram, from, this.#beside.#options.nowMs());
    if (!this.#accept(datagram, from, atMs)) this.#early.add({ datagram, atMs, ...from });
  }

  /** Only what the tap has named is kept: nobody else may write into an archive. */
  #accept(datagram: Buffer, { ip, port }: UdpAddress, atMs: number): boolean {
    const media = this.#pipeline ?? this.#held;
    if (!this.#trusted.get(port)?.includes(ip) || !media.knows(datagram)) return false;
    this.#journal.datagram(atMs, datagram);
    media.datagram(datagram, atMs);
    return true;
  }

  #apply(pipeline: MediaPipeline, tap: TapDescription, atMs: number): boolean {
    const isNews = pipeline.applyTap(tap, atMs);
    if (isNews) this.#followsFirst = false;
    return isNews;
  }

  #sendBack(pipeId: string, packet: Buffer): void {
    const pipe = this.#pipes.get(pipeId);
    if (pipe && !this.#isHandedOver) this.#socket.send(packet, pipe);
  }

  #keepHouse(): void {
    const archive = this.#archive;
    if (!this.#isHandedOver) this.#socket.settle();
    this.#early.retry(this.#options.nowMs(), () => false);
    if (archive === null || this.#pipeline === null) return;
    archive.sync().catch(this.#options.onFailure);
    const needed = [this.#pipeline.oldestJournalFile(), archive.oldestJournalFile()].filter((file) => file !== null);
    this.#journal.rotate(this.#options.nowMs(), needed.length === 0 ? null : Math.min(...needed));
  }
}
