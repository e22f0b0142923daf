import type { DtlsParameters } from 'mediasoup/types';
import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel';
import { Arrivals } from './arrivals.ts';
import type { EdgeConsumer, EdgeTransport } from './media-types.ts';
import { Reception, type ReceptionCounts } from './reception.ts';
import { readSenderReport, writeReceiverReport, writeTransportFeedback } from './rtcp.ts';
import { type ExtensionIds, isRtcp, readRtp } from './rtp.ts';
import { dtlsOf, receiveOffer, type Section } from './sdp.ts';

const feedbackEveryMs = 100;
const reportEveryMs = 1_000;
const transportSequenceUri = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const sentTimeUri = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time';
const reporterSsrc = 1;
/** mediasoup probes the line with packets of its own (its `getProbatorRtpParameters`). */
const probatorSsrc = 1234;
const probatorPayloadType = 127;

/** One track as it comes to a seat. */
export interface ReceivedTrack {
  readonly trackId: string;
  readonly seatId: string;
  readonly source: string;
  readonly counts: ReceptionCounts;
}

/**
 * A seat's receiving transport: takes the whole list of what it should receive, again and again, counts what comes and
 * tells the sfu how it comes (receiver reports, transport-wide feedback), so that layers rise as for a browser.
 */
export class ReceiveSide {
  readonly #peer: PeerConnection;
  readonly #transport: EdgeTransport;
  readonly #connect: (dtls: DtlsParameters) => Promise<unknown>;
  readonly #sections: Section[] = [];
  readonly #receptions = new Map<string, { consumer: EdgeConsumer; reception: Reception; section: number }>();
  readonly #bySsrc = new Map<number, Reception>();
  readonly #arrivals = new Arrivals();
  /** All are held: the library closes a track whose object is collected. */
  readonly #tracks: Track[] = [];
  #extensions: ExtensionIds = {};
  #feedbackCount = 0;
  #version = 0;
  #connecting: Promise<unknown> | undefined;
  #applying: Promise<unknown> = Promise.resolve();
  readonly #timers: NodeJS.Timeout[] = [];
  #hasProbator = false;
  #closed = false;

  constructor(transport: EdgeTransport, connect: (dtls: DtlsParameters) => Promise<unknown>) {
    this.#transport = transport;
    this.#connect = connect;
    this.#peer = new nodeDataChannel.PeerConnection('seat', {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    this.#peer.onTrack((track) => this.#listen(track));
    this.#timers.push(setInterval(() => this.#sendFeedback(), feedbackEveryMs));
    this.#timers.push(setInterval(() => this.#sendReports(), reportEveryMs));
  }

  get tracks(): ReceivedTrack[] {
    return [...this.#receptions.values()].map(({ consumer: { trackId, seatId, source }, reception }) => ({
      trackId,
      seatId,
      source,
      counts: reception.counts,
    }));
  }

  /** Measures the longest gaps anew. */
  restartGaps(): void {
    for (const { reception } of this.#receptions.values()) reception.restartGap();
  }

  /** Receives exactly these. @returns the consumers that are new, once the transport is ready for them */
  apply(consumers: readonly EdgeConsumer[]): Promise<string[]> {
    const applied = this.#applying.then(() => this.#apply(consumers));
    this.#applying = applied.catch(() => undefined);
    return applied;
  }

  async #apply(consumers: readonly EdgeConsumer[]): Promise<string[]> {
    if (this.#closed) return [];
    const wanted = new Set(consumers.map(({ consumerId }) => consumerId));
    const gone = [...this.#receptions.keys()].filter((id) => !wanted.has(id));
    const fresh = consumers.filter(({ consumerId }) => !this.#receptions.has(consumerId));
    for (const id of gone) this.#remove(id);
    for (const consumer of fresh) this.#add(consumer);
    if (gone.length + fresh.length > 0) this.#negotiate();
    await this.#connecting;
    return fresh.map(({ consumerId }) => consumerId);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#peer.close();
  }

  #add(consumer: EdgeConsumer): void {
    const { rtpParameters, consumerId, kind } = consumer;
    const reception = new Reception(rtpParameters.encodings?.[0]?.ssrc ?? 0, rtpParameters.codecs[0]?.clockRate ?? 1);
    const section = this.#sections.length;
    this.#sections.push({ mid: String(section), consumer, kind });
    this.#receptions.set(consumerId, { consumer, reception, section });
    this.#bySsrc.set(reception.ssrc, reception);
    // The same extension has the same id in everything that one transport carries.
    for (const { uri, id } of rtpParameters.headerExtensions ?? []) {
      if (uri === transportSequenceUri) this.#extensions = { ...this.#extensions, transportSequence: id };
      if (uri === sentTimeUri) this.#extensions = { ...this.#extensions, sentTime: id };
    }
    if (kind === 'video' && !this.#hasProbator) this.#addProbator(consumer);
  }

  /** Without a section for them, packets that only probe the line would be dropped and told as lost. */
  #addProbator({ rtpParameters: { codecs, headerExtensions = [] }, ...like }: EdgeConsumer): void {
    this.#hasProbator = true;
    const [codec] = codecs;
    const rtpParameters = {
      codecs: codec ? [{ ...codec, payloadType: probatorPayloadType }] : [],
      headerExtensions,
      encodings: [{ ssrc: probatorSsrc }],
    };
    this.#sections.push({ mid: 'probator', kind: 'video', consumer: { ...like, rtpParameters } });
  }

  #remove(consumerId: string): void {
    const held = this.#receptions.get(consumerId);
    if (held === undefined) return;
    this.#receptions.delete(consumerId);
    this.#bySsrc.delete(held.reception.ssrc);
    this.#sections[held.section] = { mid: String(held.section), consumer: undefined, kind: held.consumer.kind };
  }

  #negotiate(): void {
    this.#version += 1;
    this.#peer.setRemoteDescription(receiveOffer(this.#transport, this.#sections, this.#version), 'offer');
    this.#peer.setLocalDescription('answer');
    if (this.#connecting === undefined) {
      this.#connecting = this.#connect(dtlsOf(this.#peer.localDescription()?.sdp ?? ''));
    }
  }

  #listen(track: Track): void {
    this.#tracks.push(track);
    track.onMessage((packet) => this.#receive(packet));
  }

  #receive(packet: Buffer): void {
    const nowMs = performance.now();
    if (isRtcp(packet)) {
      const report = readSenderReport(packet);
      if (report) this.#bySsrc.get(report.ssrc)?.reported(report.time, nowMs);
      return;
    }
    const header = readRtp(packet, this.#extensions);
    if (header === undefined) return;
    this.#bySsrc.get(header.ssrc)?.add(header, nowMs);
    this.#arrivals.add(header, nowMs);
  }

  #sendFeedback(): void {
    const [first] = this.#bySsrc.keys();
    const packet = writeTransportFeedback(reporterSsrc, first ?? 0, this.#feedbackCount, this.#arrivals.take());
    if (packet === undefined) return;
    this.#feedbackCount += 1;
    this.#send(packet);
  }

  #sendReports(): void {
    const nowMs = performance.now();
    const blocks = [...this.#bySsrc.values()].map((reception) => reception.block(nowMs)).filter((b) => b !== undefined);
    if (blocks.length > 0) this.#send(writeReceiverReport(reporterSsrc, blocks.slice(0, 31)));
  }

  #send(packet: Buffer): void {
    if (!this.#closed) this.#tracks.find((track) => track.isOpen())?.sendMessageBinary(packet);
  }
}
