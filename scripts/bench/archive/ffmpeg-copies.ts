import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ffmpegProgram } from '../../demo/film.ts';

/** Programs that write RTP to the disk as it comes: one `ffmpeg -c copy` for each camera with its microphone. */
export interface FfmpegCopies {
  readonly pids: readonly number[];
  /** Gives one of them a packet. */
  send(pair: number, source: 'camera' | 'microphone', packet: Buffer): void;
  close(): Promise<void>;
}

/** Starts them; each writes segments of 2 s and a playlist, as the archive has them. */
export async function openFfmpegCopies(pairs: number): Promise<FfmpegCopies> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tongke-copies-'));
  const socket = createSocket('udp4');
  const ports = await freeRtpPorts(2 * pairs);
  const started = await Promise.all(
    Array.from({ length: pairs }, (_, pair) => {
      const [camera = 0, microphone = 0] = ports.slice(2 * pair);
      return startCopy(path.join(folder, String(pair)), { camera, microphone });
    }),
  );
  return {
    pids: started.flatMap(({ child }) => child.pid ?? []),
    send(pair, source, packet) {
      const port = started[pair]?.ports[source];
      if (port !== undefined) sendTo(socket, packet, port);
    },
    async close() {
      await Promise.all(started.map(({ child }) => endOf(child)));
      socket.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Copy {
  readonly child: ChildProcess;
  readonly ports: Readonly<Record<'camera' | 'microphone', number>>;
}

async function startCopy(folder: string, ports: Copy['ports']): Promise<Copy> {
  await mkdir(folder);
  await writeFile(path.join(folder, 'in.sdp'), describe(ports));
  const child = spawn(
    ffmpegProgram(),
    [
      ...['-hide_banner', '-loglevel', 'quiet', '-nostdin', '-protocol_whitelist', 'file,udp,rtp', '-i', 'in.sdp'],
      ...['-c', 'copy', '-f', 'hls', '-hls_time', '2', '-hls_segment_type', 'fmp4', '-hls_list_size', '0', 'out.m3u8'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  await once(child, 'spawn');
  return { child, ports };
}

/** Ports that are free with the one above, where ffmpeg listens for RTCP (RFC 3550, section 11). */
async function freeRtpPorts(count: number): Promise<number[]> {
  const held: Socket[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const rtp = await bound(0);
    if (rtp === null) continue;
    held.push(rtp);
    const { port } = rtp.address();
    const rtcp = await bound(port + 1);
    if (rtcp === null) continue;
    held.push(rtcp);
    ports.push(port);
  }
  // All are held until all are found, so that none is found twice.
  await Promise.all(held.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  return ports;
}

/** Null when the port is taken. */
function bound(port: number): Promise<Socket | null> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    const taken = () => {
      socket.close();
      resolve(null);
    };
    socket.once('error', taken);
    if (port > 65_535) taken();
    else socket.bind(port, () => resolve(socket));
  });
}

function describe({ camera, microphone }: Copy['ports']): string {
  const lines = [
    ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
    ...[`m=video ${camera} RTP/AVP 96`, 'a=rtpmap:96 H264/90000', 'a=fmtp:96 packetization-mode=1'],
    ...[`m=audio ${microphone} RTP/AVP 111`, 'a=rtpmap:111 opus/48000/2'],
  ];
  return `${lines.join('\r\n')}\r\n`;
}

// A port that nobody listens on yet answers with ICMP, which is nobody's loss.
const sendTo = (socket: Socket, packet: Buffer, port: number) => socket.send(packet, port, '127.0.0.1', () => {});

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
