import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import { readAudioLevel } from '../rtp/audio-level.ts';
import { HostClock } from '../rtp/host-clock.ts';
import { parseSenderReports, writeNack, writePictureLoss, writeReceiverReports } from '../rtp/rtcp.ts';
import { isRtcp, parseRtpPacket, unwrapRetransmission } from '../rtp/rtp-packet.ts';
import type { StreamCounts } from '../watch/loss-watch.ts';
import type { StreamWatch } from '../watch/media-watch.ts';
import { type Continuation, LayerStream } from './layer-stream.ts';
import { noPackets, type PacketTotals } from './packet-totals.ts';
import type { LayerSink } from './segmenter.ts';
import { streamsOf, type TapStream } from './tap-stream.ts';

export interface PipelineOptions {
  /** Lesson clock of the media timeline's zero. */
  startedAtMs: number;
  /** Where a stream's segments go. Called once for each stream. */
  layerOf: (stream: TapStream) => LayerSink;
  continuationOf: (stream: TapStream) => Continuation;
  /** A sound that had been given up has come after all. The timestamp is of 32 bits. */
  late: (stream: TapStream, rtpTimestamp: number, data: Buffer) => void;
  /** How far the clock of an sfu's host is from the lesson clock, once for each pipe. */
  clockMeasured: (address: string, clock: MeasuredClock) => void;
  /** Sends RTCP back through a pipe. */
  sendBack: (pipeId: string, packet: Buffer) => void;
  /** Number of the journal file that is being written. */
  journalFile: () => number;
  /** Looks at live media as it comes; null for what comes from a journal. */
  watch: StreamWatch | null;
}

export interface MeasuredClock {
  /** When, on the lesson clock. */
  nowMs: number;
  measuredMs: number;
  appliedMs: number;
}

const reportEveryMs = 1_000;
const keyFrameEveryMs = 500;
/** A stream of which nothing is missing is looked at so often: for its clock, and for whether it fell silent. */
const lookAtAllMs = 100;
/** How long a stream that left the tap is still listened to: its last packets are on their way. */
const farewellMs = 400;
const ownSsrc = 0x746b7265;

/**
 * From datagrams to segments, for all streams of one lesson. Knows no socket, file or timer: live capture and recovery
 * from the journal are the same pipeline. Times are on the lesson clock.
 */
export class MediaPipeline {
  readonly #options: PipelineOptions;
  readonly #streams = new Map<number, LayerStream>();
  readonly #retransmissions = new Map<number, LayerStream>();
  readonly #leaving = new Map<LayerStream, number>();
  /** By pipe. */
  readonly #hostClocks = new Map<string, HostClock>();
  /** The host at each pipe's far end. */
  readonly #addresses = new Map<string, string>();
  /** When a track was last asked for a key frame. */
  readonly #askedAtMs = new Map<string, number>();
  #revision: { mediaEpoch: string; revision: number } | null = null;
  #reportedAtMs = 0;
  #lookedAtMs = 0;
  #nowMs = 0;
  #packets = 0;
  /** Of streams that are gone. */
  readonly #former = noPackets();

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** RTP packets of known streams so far, repeats included. */
  get packets(): number {
    return this.#packets;
  }

  /** Follows what the tap delivers, whole. Returns false for a description older than one already followed. */
  applyTap(tap: TapDescription, nowMs: number): boolean {
    const { mediaEpoch, revision } = tap;
    if (this.#revision?.mediaEpoch === mediaEpoch && revision < this.#revision.revision) return false;
    this.#revision = { mediaEpoch, revision };
    this.#nowMs = nowMs;
    for (const { pipeId, ip } of tap.pipes) this.#addresses.set(pipeId, ip);
    const wanted = tap.tracks.flatMap(streamsOf);
    const ssrcs = new Set(wanted.map(({ ssrc }) => ssrc));
    for (const stream of this.#streams.values()) {
      if (ssrcs.has(stream.tap.ssrc)) this.#leaving.delete(stream);
      else if (!this.#leaving.has(stream)) this.#leaving.set(stream, nowMs + farewellMs);
    }
    for (const stream of wanted) if (!this.#streams.has(stream.ssrc)) this.#add(stream);
    return true;
  }

  /** Whether a datagram belongs to a stream of the tap. */
  knows(datagram: Buffer): boolean {
    if (datagram.length < 8) return false;
    if (isRtcp(datagram)) return this.#streams.has(datagram.readUInt32BE(4));
    if (datagram.length < 12) return false;
    const ssrc = datagram.readUInt32BE(8);
    return this.#streams.has(ssrc) || this.#retransmissions.has(ssrc);
  }

  /** One datagram as it came, RTP or RTCP. Whatever belongs to no stream is passed over. */
  datagram(datagram: Buffer, nowMs: number): void {
    this.#nowMs = nowMs;
    if (isRtcp(datagram)) {
      for (const report of parseSenderReports(datagram)) this.#streams.get(report.ssrc)?.senderReport(report, nowMs);
      return;
    }
    const packet = parseRtpPacket(datagram);
    if (packet === null) return;
    const stream = this.#streams.get(packet.ssrc);
    if (stream !== undefined) {
      this.#packets += 1;
      stream.receive(packet, nowMs);
      this.#watchLevel(stream.tap, datagram, nowMs);
      return;
    }
    const again = this.#retransmissions.get(packet.ssrc);
    if (again === undefined) return;
    const original = unwrapRetransmission(packet, again.tap.ssrc, again.tap.payloadType);
    if (original !== null) again.receive(original, nowMs);
  }

  /** What has come of each stream so far, and what was given up. */
  counts(): StreamCounts[] {
    return [...this.#streams.values()].map(({ counts }) => counts);
  }

  /** Packets so far, by kind, of all streams that there were. */
  totals(): PacketTotals {
    const totals = structuredClone(this.#former);
    for (const counts of this.counts()) count(totals, counts);
    return totals;
  }

  /** Asks for a key frame of a track; as often as one likes. */
  requestKeyFrame(trackId: string): void {
    const stream = [...this.#streams.values()].find(({ tap }) => tap.trackId === trackId);
    if (stream) this.#requestKeyFrame(stream);
  }

  /** To be called every 20 ms or so: asks for what is missing, gives up what is late, reports what came. */
  tick(nowMs: number): void {
    this.#nowMs = nowMs;
    const looksAtAll = Math.abs(nowMs - this.#lookedAtMs) >= lookAtAllMs;
    if (looksAtAll) this.#lookedAtMs = nowMs;
    for (const stream of this.#streams.values()) {
      const { isMissing } = stream;
      if (isMissing) {
        const wanted = stream.wanted(nowMs);
        if (wanted.length > 0) this.#send(stream, writeNack(ownSsrc, stream.tap.ssrc, wanted));
      }
      if (isMissing || looksAtAll) stream.expire(nowMs);
    }
    for (const [stream, untilMs] of this.#leaving) if (nowMs >= untilMs) this.#remove(stream);
    if (nowMs - this.#reportedAtMs >= reportEveryMs) this.#report(nowMs);
  }

  /** The oldest journal file that holds something not yet cut into a segment; null when there is none. */
  oldestJournalFile(): number | null {
    let oldest: number | null = null;
    for (const { journalFile } of this.#streams.values()) {
      if (journalFile !== null) oldest = Math.min(oldest ?? journalFile, journalFile);
    }
    return oldest;
  }

  /** When each track last sent anything, on the lesson clock; null when it never did. */
  activity(): Map<string, number | null> {
    const activity = new Map<string, number | null>();
    for (const { tap, lastAtMs } of this.#streams.values()) {
      const other = activity.get(tap.trackId) ?? null;
      activity.set(tap.trackId, lastAtMs === null ? other : Math.max(lastAtMs, other ?? lastAtMs));
    }
    return activity;
  }

  /** Cuts everything that is open. Nothing may follow. Idempotent. */
  close(): void {
    for (const stream of this.#streams.values()) {
      stream.close();
      count(this.#former, stream.counts);
    }
    this.#streams.clear();
    this.#retransmissions.clear();
    this.#leaving.clear();
  }

  #watchLevel(tap: TapStream, datagram: Buffer, nowMs: number): void {
    const { watch } = this.#options;
    if (watch === null || tap.audioLevelId === null) return;
    const level = readAudioLevel(datagram, tap.audioLevelId);
    if (level !== null) watch.level(tap, level, nowMs);
  }

  #add(tap: TapStream): void {
    const stream = new LayerStream({
      tap,
      sink: this.#options.layerOf(tap),
      startedAtMs: this.#options.startedAtMs,
      continuation: this.#options.continuationOf(tap),
      hostClock: this.#hostClockOf(tap.pipeId),
      journalFile: this.#options.journalFile,
      requestKeyFrame: () => this.#requestKeyFrame(stream),
      onLate: (rtpTimestamp, data) => this.#options.late(tap, rtpTimestamp, data),
      onKeyFrame: (unit) => this.#options.watch?.keyFrame(tap, unit, this.#nowMs),
    });
    this.#streams.set(tap.ssrc, stream);
    if (tap.retransmission) this.#retransmissions.set(tap.retransmission.ssrc, stream);
  }

  #hostClockOf(pipeId: string): HostClock {
    const known =
      this.#hostClocks.get(pipeId) ??
      new HostClock((measuredMs, appliedMs, nowMs) =>
        this.#options.clockMeasured(this.#addresses.get(pipeId) ?? '', { nowMs, measuredMs, appliedMs }),
      );
    this.#hostClocks.set(pipeId, known);
    return known;
  }

  #remove(stream: LayerStream): void {
    this.#leaving.delete(stream);
    this.#streams.delete(stream.tap.ssrc);
    count(this.#former, stream.counts);
    if (stream.tap.retransmission) this.#retransmissions.delete(stream.tap.retransmission.ssrc);
    stream.close();
  }

  /** One request makes a key frame in every layer of a track, so that one is asked for them all. */
  #requestKeyFrame(stream: LayerStream): void {
    const { trackId, ssrc } = stream.tap;
    const askedAtMs = this.#askedAtMs.get(trackId) ?? Number.NEGATIVE_INFINITY;
    if (this.#nowMs - askedAtMs < keyFrameEveryMs) return;
    this.#askedAtMs.set(trackId, this.#nowMs);
    this.#send(stream, writePictureLoss(ownSsrc, ssrc));
  }

  #report(nowMs: number): void {
    this.#reportedAtMs = nowMs;
    const byPipe = Map.groupBy(this.#streams.values(), ({ tap }) => tap.pipeId);
    for (const [pipeId, streams] of byPipe) {
      const blocks = streams.map((stream) => stream.report(nowMs)).filter((block) => block !== null);
      this.#options.sendBack(pipeId, writeReceiverReports(ownSsrc, blocks));
    }
  }

  #send(stream: LayerStream, packet: Buffer): void {
    this.#options.sendBack(stream.tap.pipeId, packet);
  }
}

function count(totals: PacketTotals, { kind, receivedPackets, lostPackets }: StreamCounts): void {
  totals[kind].received += receivedPackets;
  totals[kind].lost += lostPackets;
}
