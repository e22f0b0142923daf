import type { Socket } from 'node:dgram';
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
import { MediaPipeline } from './pipeline.ts';
import { openUdpSocket } from './udp-socket.ts';

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
const housekeepingMs = 500;

/**
 * Receives one lesson's media: socket → journal → pipeline → archive. It receives before there is an archive: what comes until then is in the
 * journal, and waits for {@link attach}. Owned by the lesson's recording.
 */
export class Capture {
  readonly #options: CaptureOptions;
  readonly #socket: Socket;
  readonly port: number;
  readonly #journal: JournalWriter;
  readonly #held = new HeldMedia();
  #archive: Archive | null = null;
  #pipeline: MediaPipeline | null = null;
  /** Number of the first journal file of this capture: those below are of others. */
  readonly firstJournalFile: number;
  readonly #timers: NodeJS.Timeout[];
  readonly #pipes = new Map<string, { ip: string; port: number }>();
  readonly #early = new EarlyPackets();
  /** Addresses of pipes by their ports. A string made of both for each packet would cost more than all else here. */
  #trusted = new Map<number, string[]>();
  #followsFirst = true;
  #beganAtMs: number | null = null;
  #closing: Promise<void> | null = null;
  #beside: Capture | null;
  /** Another one has the socket. */
  #isHandedOver = false;

  private constructor(options: CaptureOptions, socket: Socket, port: number, journal: JournalWriter) {
    this.#options = { ...options, beside: null };
    this.#beside = options.beside ?? null;
    this.#socket = socket;
    this.port = port;
    this.#journal = journal;
    this.firstJournalFile = journal.file;
    socket.on('message', (datagram, sender) => this.#receive(datagram, sender.address, sender.port));
    // A pipe that is gone answers with ICMP; the next tap description says so.
    socket.on('error', () => {});
    this.#timers = [
      setInterval(() => this.#pipeline?.tick(options.nowMs()), tickMs),
      setInterval(() => this.#keepHouse(), housekeepingMs),
    ];
  }

  static async open(options: CaptureOptions): Promise<Capture> {
    const journal = await JournalWriter.open(options.journalFolder, options.onFailure, options.figures);
    const { socket, port } = options.beside?.handOver() ?? (await openUdpSocket(options.ip));
    return new Capture(options, socket, port, journal);
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
    const isNews = this.#pipeline ? this.#apply(this.#pipeline, tap, atMs) : this.#held.tap(tap, atMs);
    if (!isNews) return;
    this.#beganAtMs ??= atMs;
    this.#journal.tap(atMs, tap);
    this.#pipes.clear();
    for (const { pipeId, ip, port } of tap.pipes) this.#pipes.set(pipeId, { ip, port });
    this.#trusted.clear();
    for (const { ip, port } of tap.pipes) this.#trusted.set(port, [...(this.#trusted.get(port) ?? []), ip]);
    this.#early.retry(atMs, (packet) => this.#accept(packet.datagram, packet.atMs, packet.ip, packet.port));
  }

  /** Gives its socket to another one, which brings what comes; null when it is closed, or has done so before. */
  handOver(): { socket: Socket; port: number } | null {
    if (this.#closing !== null || this.#isHandedOver) return null;
    this.#isHandedOver = true;
    this.#socket.removeAllListeners('message');
    return { socket: this.#socket, port: this.port };
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
    this.#beside = null;
    if (!this.#isHandedOver) {
      this.#socket.removeAllListeners('message');
      this.#socket.close();
    }
    // A hole that shows only now can no longer be mended: nobody is to be asked for a key frame.
    this.#pipes.clear();
    this.#pipeline?.close();
    await this.#archive?.settle().catch(this.#options.onFailure);
    const isKept = this.#archive !== null && !this.#archive.isFailing;
    await this.#journal.close({ discard: discard && isKept });
  }

  #receive(datagram: Buffer, ip: string, port: number): void {
    if (this.#closing !== null) return;
    if (this.#beside !== null) this.#beside.#receive(datagram, ip, port);
    const atMs = this.#options.nowMs();
    if (!this.#accept(datagram, atMs, ip, port)) this.#early.add({ datagram, atMs, ip, port });
  }

  /** Only what the tap has named is kept: nobody else may write into an archive. */
  #accept(datagram: Buffer, atMs: number, ip: string, port: number): boolean {
    if (!this.#trusted.get(port)?.includes(ip) || !(this.#pipeline ?? this.#held).knows(datagram)) return false;
    this.#journal.datagram(atMs, datagram);
    (this.#pipeline ?? this.#held).datagram(datagram, atMs);
    return true;
  }

  #apply(pipeline: MediaPipeline, tap: TapDescription, atMs: number): boolean {
    const isNews = pipeline.applyTap(tap, atMs);
    if (isNews) this.#followsFirst = false;
    return isNews;
  }

  #sendBack(pipeId: string, packet: Buffer): void {
    const pipe = this.#pipes.get(pipeId);
    if (pipe && !this.#isHandedOver) this.#socket.send(packet, pipe.port, pipe.ip);
  }

  #keepHouse(): void {
    const archive = this.#archive;
    this.#early.retry(this.#options.nowMs(), () => false);
    if (archive === null || this.#pipeline === null) return;
    archive.sync().catch(this.#options.onFailure);
    const needed = [this.#pipeline.oldestJournalFile(), archive.oldestJournalFile()].filter((file) => file !== null);
    this.#journal.rotate(this.#options.nowMs(), needed.length === 0 ? null : Math.min(...needed));
  }
}
