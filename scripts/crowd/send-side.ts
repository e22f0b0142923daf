import type { DtlsParameters, RtpParameters } from 'mediasoup/types';
import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel';
import { type CannedClip, type CannedFrame, type CannedPicture, cannedSilence, cannedVideo } from './canned-media.ts';
import type { EdgeTransport } from './media-types.ts';
import { isKeyFrameRequest, readNacks, writeSenderReport } from './rtcp.ts';
import { writeRtp } from './rtp.ts';
import { dtlsOf, sendAnswer } from './sdp.ts';
import { SenderClock } from './sender-clock.ts';
import { markedSilence, pictureMark, type SentFrame } from './sent-frame.ts';

const tickMs = 10;
const reportEveryMs = 1_000;
/** Packets of each track that can be sent again. */
const keptPackets = 512;
const levelExtension = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 } as const;
/** What a microphone says of its sound (RFC 6464, −dBov): a quiet room, or nothing but zeros. */
const levels = { quiet: 60, dead: 127 } as const;
export type CannedSound = keyof typeof levels;

/** What a seat sends: one canned picture and silence, each with its own SSRC. */
export interface SentTrack {
  readonly source: 'camera' | 'microphone';
  readonly kind: 'video' | 'audio';
  readonly rtpParameters: RtpParameters;
}

/** Takes an RTP packet, in the clear. */
export type PacketCopy = (source: SentTrack['source'], packet: Buffer) => void;

interface Stream extends SentTrack {
  clip: CannedClip;
  sound: CannedSound;
  /** All that was sent, once somebody wants to know. */
  log: SentFrame[] | null;
  /** Packets that never leave, of each hundred. */
  lossPercent: number;
  /** The latest packets, by their sequence numbers. */
  readonly recent: { sequence: number; packet: Buffer }[];
  readonly track: Track;
  readonly ssrc: number;
  readonly payloadType: number;
  sequence: number;
  frame: number;
  /** Which frame of the clip comes next. */
  clipFrame: number;
  packets: number;
  bytes: number;
  /** On the sender's own clock. */
  startedAtMs: number | undefined;
  reportedAtMs: number;
}

/** A seat's sending transport with a canned camera and a silent microphone. */
export class SendSide {
  readonly #peer: PeerConnection;
  readonly #streams: Stream[];
  readonly #clock: SenderClock;
  #copy: PacketCopy | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(peer: PeerConnection, streams: Stream[], clock: SenderClock) {
    this.#peer = peer;
    this.#clock = clock;
    this.#streams = streams;
  }

  /** Connects; nothing is sent until {@link start}. `ssrcBase` and `ssrcBase + 1` are taken. `fastPpm`: see {@link SenderClock}. */
  static async open(
    transport: EdgeTransport,
    ssrcBase: number,
    connect: (dtls: DtlsParameters) => Promise<unknown>,
    fastPpm = 0,
  ): Promise<SendSide> {
    const clip = await cannedVideo();
    const peer = new nodeDataChannel.PeerConnection('seat', {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    const video = new nodeDataChannel.Video('0', 'SendOnly');
    video.addH264Codec(96, 'profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1');
    video.addSSRC(ssrcBase, 'crowd');
    const audio = new nodeDataChannel.Audio('1', 'SendOnly');
    audio.addOpusCodec(111);
    audio.addSSRC(ssrcBase + 1, 'crowd');
    const streams = [
      stream('camera', clip, peer.addTrack(video), ssrcBase, 96),
      stream('microphone', cannedSilence, peer.addTrack(audio), ssrcBase + 1, 111),
    ];
    const side = new SendSide(peer, streams, new SenderClock(fastPpm));
    for (const each of streams) {
      each.track.onMessage((packet) => {
        // The clip begins with a key frame.
        if (isKeyFrameRequest(packet)) each.clipFrame = 0;
        for (const sequence of readNacks(packet)) {
          const again = each.recent[sequence % keptPackets];
          if (again?.sequence === sequence) each.track.sendMessageBinary(again.packet);
        }
      });
    }
    try {
      peer.setLocalDescription('offer');
      const offer = peer.localDescription()?.sdp ?? '';
      peer.setRemoteDescription(sendAnswer(transport, offer), 'answer');
      const opened = Promise.all(streams.map(({ track }) => new Promise<void>((resolve) => track.onOpen(resolve))));
      await connect(dtlsOf(offer));
      await opened;
    } catch (error) {
      side.close();
      throw error;
    }
    return side;
  }

  get tracks(): readonly SentTrack[] {
    return this.#streams;
  }

  get sentPackets(): number {
    return this.#streams.reduce((sum, { packets }) => sum + packets, 0);
  }

  /** Sends from now on, in real time. Idempotent. */
  start(): void {
    this.#timer ??= setInterval(() => this.#tick(), tickMs);
  }

  /** What the camera sees from now on. Its next key frame comes when it is asked for, or after 2 s, as if the lens had been covered. */
  async show(picture: CannedPicture): Promise<void> {
    const clip = await cannedVideo(picture);
    for (const each of this.#streams) if (each.kind === 'video') Object.assign(each, { clip, clipFrame: 1 });
  }

  /** What the microphone says of its sound from now on. */
  sound(sound: CannedSound): void {
    for (const each of this.#streams) each.sound = sound;
  }

  /** Writes down what is sent from now on, by source. */
  keepLog(): Readonly<Record<SentTrack['source'], readonly SentFrame[]>> {
    const logs: Record<SentTrack['source'], SentFrame[]> = { camera: [], microphone: [] };
    for (const each of this.#streams) each.log = logs[each.source];
    return logs;
  }

  /** Gives each packet that is sent to somebody else as well, until it is null. */
  copyTo(copy: PacketCopy | null): void {
    this.#copy = copy;
  }

  /** Withholds so many of each hundred packets of both tracks from now on, evenly. */
  lose(percent: number): void {
    for (const each of this.#streams) each.lossPercent = percent;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#peer.close();
  }

  #tick(): void {
    const nowMs = this.#clock.nowMs();
    for (const stream of this.#streams) {
      if (!stream.track.isOpen()) continue;
      stream.startedAtMs ??= nowMs;
      const due = Math.floor(((nowMs - stream.startedAtMs) * stream.clip.clockRate) / 1_000 / stream.clip.step);
      while (stream.frame <= due) sendFrame(stream, this.#clock, this.#copy);
      if (nowMs - stream.reportedAtMs >= reportEveryMs) {
        stream.reportedAtMs = nowMs;
        report(stream, nowMs);
      }
    }
  }
}

function stream(
  source: 'camera' | 'microphone',
  clip: CannedClip,
  track: Track,
  ssrc: number,
  payloadType: number,
): Stream {
  const video = source === 'camera';
  const kind = video ? 'video' : 'audio';
  const rtpParameters: RtpParameters = {
    mid: video ? '0' : '1',
    codecs: [
      video
        ? {
            mimeType: 'video/H264',
            payloadType,
            clockRate: 90_000,
            parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
            rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
          }
        : {
            mimeType: 'audio/opus',
            payloadType,
            clockRate: 48_000,
            channels: 2,
            parameters: { useinbandfec: 1 },
            rtcpFeedback: [{ type: 'nack' }],
          },
    ],
    headerExtensions: video ? [] : [levelExtension],
    encodings: [{ ssrc }],
    rtcp: { cname: 'crowd', reducedSize: true },
  };
  const counts = { sequence: 0, frame: 0, clipFrame: 0, packets: 0, bytes: 0, startedAtMs: undefined, reportedAtMs: 0 };
  const manner = { sound: 'quiet', lossPercent: 0, log: null } as const;
  return { source, kind, rtpParameters, clip, track, ssrc, payloadType, recent: [], ...counts, ...manner };
}

function sendFrame(stream: Stream, clock: SenderClock, copy: PacketCopy | null): void {
  const { clip, ssrc, payloadType, track } = stream;
  const timestamp = (stream.frame * clip.step) % 2 ** 32;
  const { payloads, units } = stream.kind === 'video' ? markedPicture(stream, timestamp) : markedSound(timestamp);
  for (const [index, payload] of payloads.entries()) {
    const marker = stream.kind === 'video' && index === payloads.length - 1;
    const { sequence } = stream;
    const header = { payloadType, sequence, timestamp, ssrc, marker };
    const level = stream.kind === 'audio' ? { id: levelExtension.id, value: levels[stream.sound] } : undefined;
    const packet = writeRtp(header, payload, level);
    const isWithheld = isLost(sequence, stream.lossPercent);
    if (!isWithheld) {
      track.sendMessageBinary(packet);
      stream.recent[sequence % keptPackets] = { sequence, packet };
    }
    copy?.(stream.source, packet);
    stream.sequence = (sequence + 1) & 0xffff;
    stream.packets += 1;
    stream.bytes += payload.length;
  }
  // A packet of sound leaves when it is complete, and its sender reports are of that moment, as a browser's.
  const beginsAt = stream.kind === 'audio' ? stream.frame - 1 : stream.frame;
  const dueMs = (stream.startedAtMs ?? 0) + (beginsAt * clip.step * 1_000) / clip.clockRate;
  const capturedMs = performance.timeOrigin + clock.trueMs(dueMs);
  stream.log?.push({ rtpTimestamp: timestamp, atMs: performance.timeOrigin + performance.now(), capturedMs, units });
  stream.frame += 1;
  stream.clipFrame = (stream.clipFrame + 1) % clip.frames.length;
}

/** A clip's next picture, its mark before the first slice. */
function markedPicture({ clip, clipFrame }: Stream, timestamp: number): CannedFrame {
  const { payloads = [], units = [] } = clip.frames[clipFrame] ?? {};
  const mark = pictureMark(timestamp);
  return { payloads: before(payloads, isSlice, mark), units: before(units, isSlice, mark) };
}

function markedSound(timestamp: number): CannedFrame {
  const packet = markedSilence(timestamp);
  return { payloads: [packet], units: [packet] };
}

/** Slices, and their fragments. */
const isSlice = (unit: Buffer): boolean => [1, 5, 28].includes((unit[0] ?? 0) & 0x1f);

function before(units: readonly Buffer[], which: (unit: Buffer) => boolean, added: Buffer): Buffer[] {
  const at = units.findIndex(which);
  return [...units.slice(0, at), added, ...units.slice(at)];
}

/** Whether a packet is among those that are withheld: `percent` of any hundred, as far apart as they can be. */
const isLost = (sequence: number, percent: number): boolean => (sequence * percent) % 100 < percent;

function report({ ssrc, clip, startedAtMs = 0, packets, bytes, track }: Stream, nowMs: number): void {
  const rtpTimestamp = Math.round(((nowMs - startedAtMs) * clip.clockRate) / 1_000);
  track.sendMessageBinary(
    writeSenderReport({ ssrc, at: performance.timeOrigin + nowMs, rtpTimestamp, packets, bytes }),
  );
}
