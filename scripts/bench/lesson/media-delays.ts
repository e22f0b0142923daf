import type { Page } from 'puppeteer';

declare global {
  interface Window {
    tongkeBenchConnections: RTCPeerConnection[];
  }
}

/** Where a picture's time goes, on average since the connection began, in milliseconds. */
export interface MediaDelays {
  /** Encoding, and waiting to be sent. */
  readonly encodeMs: number;
  readonly sendMs: number;
  /** From the first packet to the decoder: the browser's wait for smoothness and for the sound. */
  readonly bufferMs: number;
  readonly decodeMs: number;
}

/** Lets a page keep its connections, so that they can be asked. To be called before its first load. */
export async function keepConnections(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const kept: RTCPeerConnection[] = [];
    window.tongkeBenchConnections = kept;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        kept.push(this);
      }
    };
  });
}

/** Asks the sender's and the receiver's page; of several streams the largest tells. */
export async function mediaDelays(sender: Page, receiver: Page): Promise<MediaDelays> {
  const [sent, received] = [
    largest(await videoStats(sender, 'outbound-rtp')),
    largest(await videoStats(receiver, 'inbound-rtp')),
  ];
  const each = (stats: Record<string, number>, total: string, count: string) =>
    Math.round(((stats[total] ?? Number.NaN) / (stats[count] ?? Number.NaN)) * 10_000) / 10;
  return {
    encodeMs: each(sent, 'totalEncodeTime', 'framesEncoded'),
    sendMs: each(sent, 'totalPacketSendDelay', 'packetsSent'),
    bufferMs: each(received, 'jitterBufferDelay', 'jitterBufferEmittedCount'),
    decodeMs: each(received, 'totalDecodeTime', 'framesDecoded'),
  };
}

/** The numbers in a page's statistics of its pictures, one for each stream. @param type as in W3C webrtc-stats */
export async function videoStats(page: Page, type: 'inbound-rtp' | 'outbound-rtp'): Promise<Record<string, number>[]> {
  const found = await page.evaluate(async (wanted) => {
    const reports = await Promise.all(window.tongkeBenchConnections.map((connection) => connection.getStats()));
    const all = reports.flatMap((report) => [...report.values()] as Record<string, unknown>[]);
    return all.filter((stat) => stat.type === wanted && stat.kind === 'video');
  }, type);
  return found.map((stat) =>
    Object.fromEntries(
      Object.entries(stat).flatMap(([key, value]) => (typeof value === 'number' ? [[key, value]] : [])),
    ),
  );
}

/** Of several streams the one with the most pixels. */
export function largest(stats: readonly Record<string, number>[]): Record<string, number> {
  const pixels = (stat: Record<string, number>) => (stat.frameWidth ?? 0) * (stat.frameHeight ?? 0);
  return [...stats].sort((a, b) => pixels(b) - pixels(a))[0] ?? {};
}
