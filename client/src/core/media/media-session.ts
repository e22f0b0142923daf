import type { SeatMedia, TrackId, TransportDescription } from '@tongke/signaling/protocol/lesson';
import type { Device, types } from 'mediasoup-client';
import { startEdgeKeeper } from '../edge/edge-keeper.ts';
import type { LessonLink } from '../link/lesson-link.ts';
import { browserDevice } from './browser-device.ts';
import { ReceiveSide } from './receive-side.ts';
import { SendSide } from './send-side.ts';

/** Transports of one session, from building until they are lost. A new session is a new object. */
export class MediaSession {
  readonly mediaEpoch: string;
  readonly send: SendSide;
  readonly receive: ReceiveSide;
  readonly #link: LessonLink;
  readonly #transports: types.Transport[];
  readonly #onFailed: () => void;
  #restarting = false;
  #closed = false;

  private constructor(options: {
    device: Device;
    media: SeatMedia;
    session: string;
    link: LessonLink;
    keeps: boolean;
    onFailed: () => void;
  }) {
    const { device, media, session, link } = options;
    this.mediaEpoch = media.mediaEpoch;
    this.#link = link;
    this.#onFailed = options.onFailed;
    const receive = device.createRecvTransport(transportOptions(media.receive));
    const send = device.createSendTransport(transportOptions(media.send));
    this.#transports = [receive, send];
    for (const transport of this.#transports) this.#follow(transport);
    this.receive = new ReceiveSide(receive, (consumerIds) => link.request('consumer:ready', { consumerIds }));
    this.send = new SendSide({
      transport: send,
      codecs: device.sendRtpCapabilities.codecs ?? [],
      publish: (input) => link.command('track:publish', { ...input, session }),
      unpublish: (trackId: TrackId) => {
        link.command('track:unpublish', { trackId }).catch(() => {});
      },
      tee: options.keeps && isRecorded(link) ? (startEdgeKeeper()?.open(link.lessonId) ?? null) : null,
    });
    this.receive.reconcile(media);
  }

  /** Builds both transports. `keeps`: what is sent is kept in this browser as well. */
  static async open(options: {
    media: SeatMedia;
    session: string;
    link: LessonLink;
    keeps: boolean;
    onFailed: () => void;
  }): Promise<MediaSession> {
    // Opaque on its way here; the library checks it.
    const device = await browserDevice(options.media.routerRtpCapabilities as unknown as types.RtpCapabilities);
    return new MediaSession({ ...options, device });
  }

  /** Whether a description is of these very transports. */
  isOf({ mediaEpoch, send, receive }: SeatMedia): boolean {
    const described = [receive.transportId, send.transportId];
    return mediaEpoch === this.mediaEpoch && this.#transports.every(({ id }) => described.includes(id));
  }

  /** Round trip to the media server, milliseconds; null before it is known. */
  async roundTripMs(): Promise<number | null> {
    const reports = await Promise.all(this.#transports.map((transport) => transport.getStats()));
    for (const stat of reports.flatMap((report) => [...report.values()])) {
      if (stat.type === 'candidate-pair' && stat.nominated && stat.currentRoundTripTime !== undefined) {
        return stat.currentRoundTripTime * 1000;
      }
    }
    return null;
  }

  /** The network has changed, or a path was lost: looks for a new path without rebuilding anything (RFC 8445, section 2.4). */
  async restartIce(): Promise<void> {
    if (this.#restarting || this.#closed) return;
    this.#restarting = true;
    try {
      await Promise.all(this.#transports.filter((transport) => transport.connectionState !== 'new').map(this.#restart));
    } catch (error) {
      console.warn('no new path: media will be opened again if the old one fails', error);
    } finally {
      this.#restarting = false;
    }
  }

  /** Closes both transports. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.send.close();
    this.receive.close();
  }

  readonly #restart = async (transport: types.Transport): Promise<void> => {
    const ice = await this.#link.request('transport:restartIce', { transportId: transport.id });
    await transport.restartIce({ iceParameters: ice as unknown as types.IceParameters });
  };

  #follow(transport: types.Transport): void {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      const opaque = dtlsParameters as unknown as Record<string, unknown>;
      this.#link
        .request('transport:connect', { transportId: transport.id, dtlsParameters: opaque })
        .then(() => done(), fail);
    });
    transport.on('connectionstatechange', (state) => {
      if (this.#closed) return;
      performance.mark(`tongke:${transport.direction}:${state}`);
      if (state === 'disconnected') void this.restartIce();
      if (state === 'failed') this.#onFailed();
    });
  }
}

/** What nobody records is not kept in the browser either. */
const isRecorded = ({ store }: LessonLink) => store.lesson.get().facts?.recording !== 'none';

function transportOptions({ transportId, iceParameters, iceCandidates, dtlsParameters }: TransportDescription) {
  // Opaque on their way here; the library checks them.
  return {
    id: transportId,
    iceParameters,
    iceCandidates,
    dtlsParameters,
  } as unknown as types.TransportOptions;
}
