import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import { isRtcp, parseRtpPacket } from '../rtp/rtp-packet.ts';

export interface PipeTrack {
  trackId: string;
  kind: 'audio' | 'video';
  codec: 'h264' | 'vp8' | 'vp9' | 'opus';
  ssrc: number;
  payloadType: number;
}

/** What happens to a packet on its way: `hold` puts it behind the next one. */
export type Fate = 'send' | 'drop' | 'hold';

const rates = { h264: 90_000, vp8: 90_000, vp9: 90_000, opus: 48_000 } as const;
const mimes = { h264: 'video/H264', vp8: 'video/VP8', vp9: 'video/VP9', opus: 'audio/opus' } as const;
const ntpEpochSeconds = 2_208_988_800;
const reportEveryMs = 300;

/**
 * The sfu's end of a tap, fed by ffmpeg in real time: forwards its RTP from one port, writes sender reports of one common
 * clock, answers generic NACKs from its history. Every source's first packet
 * is of `startedAtMs`.
 */
export class FfmpegPipe {
  readonly #socket: Socket;
  readonly #inputs: Socket[] = [];
  readonly #processes: ChildProcess[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #tracks: PipeTrack[] = [];
  readonly #history = new Map<number, Map<number, Buffer>>();
  readonly #first = new Map<number, number>();
  readonly #latest = new Map<number, number>();
  readonly #held = new Map<number, Buffer>();
  readonly #listeners = new Set<() => void>();
  readonly sent = new Map<number, number>();
  /** Packets that were dropped and not yet asked for again. */
  readonly owed = new Set<Buffer>();
  #target: number | null = null;
  #revision = 1;
  startedAtMs: number | null = null;
  nacks = 0;
  pictureLosses = 0;
  receiverReports = 0;
  answersNacks = true;
  fate: (ssrc: number, sequence: number) => Fate = () => 'send';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (datagram) => this.#feedback(datagram));
    this.#timer = setInterval(() => this.#report(), reportEveryMs);
  }

  static async open(): Promise<FfmpegPipe> {
    return new FfmpegPipe(await bound());
  }

  /** Everything goes to this port of loopback from now on. */
  sendTo(port: number): void {
    this.#target = port;
  }

  /** Starts a source; `args` make ffmpeg's inputs and encoder. Resolves when it has ended. */
  async play(track: PipeTrack, args: readonly string[]): Promise<void> {
    this.#tracks.push(track);
    this.#history.set(track.ssrc, new Map());
    const input = await bound();
    this.#inputs.push(input);
    input.on('message', (datagram) => this.#forward(datagram));
    const { port } = input.address();
    const url = `rtp://127.0.0.1:${port}?pkt_size=1200&rtcpport=9`;
    const output = ['-fflags', '+bitexact', '-ssrc', String(track.ssrc), '-payload_type', String(track.payloadType)];
    const child = spawn(process.env.FFMPEG_PATH ?? 'ffmpeg', [
      ...['-hide_banner', '-loglevel', 'error', '-re'],
      ...args,
      ...output,
      ...['-f', 'rtp', url],
    ]);
    this.#processes.push(child);
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    const [code] = await once(child, 'exit');
    if (code !== 0 && code !== null) throw new Error(`ffmpeg ended with ${code}: ${said}`);
  }

  /** Where a source's media is, milliseconds since the epoch of the clock that the sender reports tell. */
  mediaAtMs(ssrc: number): number {
    const { startedAtMs } = this;
    const [first, latest] = [this.#first.get(ssrc), this.#latest.get(ssrc)];
    const codec = this.#tracks.find((track) => track.ssrc === ssrc)?.codec;
    if (startedAtMs === null || first === undefined || latest === undefined || !codec) {
      throw new RangeError(`nothing was sent of ${ssrc}`);
    }
    return startedAtMs + (((latest - first) >>> 0) * 1000) / rates[codec];
  }

  describe(): TapDescription {
    const { port } = this.#socket.address();
    this.#revision += 1;
    return {
      revision: this.#revision,
      mediaEpoch: 'epoch',
      pipes: [{ pipeId: 'pipe', ip: '127.0.0.1', port }],
      tracks: this.#tracks.map((track) => describeTrack(track)),
    };
  }

  /** Ends all sources; the pipe stays. */
  endSources(): void {
    for (const child of this.#processes.splice(0)) child.kill('SIGKILL');
    for (const input of this.#inputs.splice(0)) input.close();
    this.#tracks.length = 0;
    this.startedAtMs = null;
  }

  /** Called after each packet that a source has made; returns its undo. */
  onSent(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const child of this.#processes) child.kill('SIGKILL');
    for (const socket of [this.#socket, ...this.#inputs]) socket.close();
  }

  #forward(datagram: Buffer): void {
    const packet = isRtcp(datagram) ? null : parseRtpPacket(datagram);
    if (packet === null) return;
    this.startedAtMs ??= Date.now();
    const { ssrc, sequenceNumber, timestamp } = packet;
    this.#history.get(ssrc)?.set(sequenceNumber, datagram);
    if (!this.#first.has(ssrc)) this.#first.set(ssrc, timestamp);
    this.#latest.set(ssrc, timestamp);
    this.sent.set(ssrc, (this.sent.get(ssrc) ?? 0) + 1);
    for (const listener of this.#listeners) listener();
    const fate = this.fate(ssrc, sequenceNumber);
    const held = this.#held.get(ssrc);
    if (fate === 'hold' && held === undefined) {
      this.#held.set(ssrc, datagram);
      return;
    }
    if (fate === 'drop') this.owed.add(datagram);
    else this.#send(datagram);
    if (held) this.#send(held);
    this.#held.delete(ssrc);
  }

  #feedback(datagram: Buffer): void {
    for (let offset = 0; offset + 4 <= datagram.length; ) {
      const end = offset + 4 + datagram.readUInt16BE(offset + 2) * 4;
      const [format, type] = [datagram.readUInt8(offset) & 0x1f, datagram.readUInt8(offset + 1)];
      if (type === 201) this.receiverReports += 1;
      if (type === 206 && format === 1) this.pictureLosses += 1;
      if (type === 205 && format === 1) {
        this.nacks += 1;
        if (this.answersNacks) this.#resend(datagram, offset + 8, end);
      }
      offset = end;
    }
  }

  #resend(datagram: Buffer, start: number, end: number): void {
    const history = this.#history.get(datagram.readUInt32BE(start));
    for (let offset = start + 4; offset < end; offset += 4) {
      const first = datagram.readUInt16BE(offset);
      const mask = datagram.readUInt16BE(offset + 2);
      for (let bit = 0; bit <= 16; bit += 1) {
        const isWanted = bit === 0 || (mask >> (bit - 1)) & 1;
        const packet = isWanted ? history?.get((first + bit) & 0xffff) : undefined;
        if (!packet) continue;
        this.owed.delete(packet);
        this.#send(packet);
      }
    }
  }

  #report(): void {
    for (const { ssrc } of this.#tracks) {
      const rtpTimestamp = this.#latest.get(ssrc);
      if (rtpTimestamp === undefined) continue;
      const atMs = this.mediaAtMs(ssrc);
      const report = Buffer.alloc(28);
      report.writeUInt32BE(0x80c80006, 0);
      report.writeUInt32BE(ssrc, 4);
      report.writeUInt32BE(Math.floor(atMs / 1000) + ntpEpochSeconds, 8);
      report.writeUInt32BE(Math.floor(((atMs % 1000) / 1000) * 2 ** 32), 12);
      report.writeUInt32BE(rtpTimestamp, 16);
      this.#send(report);
    }
  }

  #send(datagram: Buffer): void {
    if (this.#target !== null) this.#socket.send(datagram, this.#target, '127.0.0.1');
  }
}

export function describeTrack({
  trackId,
  kind,
  codec,
  ssrc,
  payloadType,
}: PipeTrack): TapDescription['tracks'][number] {
  return {
    trackId,
    seatId: 'teacher',
    source: kind === 'audio' ? 'microphone' : 'camera',
    kind,
    pipeId: 'pipe',
    consumerId: `consumer-${trackId}`,
    rtpParameters: {
      codecs: [
        { mimeType: mimes[codec], payloadType, clockRate: rates[codec], ...(kind === 'audio' && { channels: 2 }) },
      ],
      encodings: [{ ssrc }],
    },
  };
}

async function bound(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 2 ** 20 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
