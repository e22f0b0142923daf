/**
 * Runs in the browser of a test: one page that holds several seats, with mediasoup-client on their side of the media.
 * The test in Node speaks the control contract for it through `ask`.
 */
import { Device, type types } from 'mediasoup-client';
import type { ConsumerDescription, SeatMedia } from '../../../control/index.ts';

declare global {
  interface Window {
    ask(name: string, input: unknown): Promise<unknown>;
    seats: typeof seats;
  }
}

interface PageSeat {
  device: Device;
  receive: types.Transport;
  send: types.Transport;
  videos: HTMLVideoElement[];
}

const open = new Map<string, PageSeat>();

function find(seatId: string): PageSeat {
  const seat = open.get(seatId);
  if (seat === undefined) throw new Error(`no seat ${seatId}`);
  return seat;
}

function options({ transportId, ...rest }: SeatMedia['send']): types.TransportOptions {
  return { id: transportId, ...rest } as types.TransportOptions;
}

const seats = {
  /** Builds both transports, as a client does with the answer to `seat:open`. */
  async build(lessonId: string, seatId: string, media: SeatMedia): Promise<types.RtpCapabilities> {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: media.routerRtpCapabilities as types.RtpCapabilities });
    const send = device.createSendTransport(options(media.send));
    const receive = device.createRecvTransport(options(media.receive));
    for (const transport of [send, receive]) {
      transport.on('connect', ({ dtlsParameters }, done, fail) => {
        window
          .ask('transport:connect', { lessonId, seatId, transportId: transport.id, dtlsParameters })
          .then(done, fail);
      });
    }
    send.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      const track = { lessonId, seatId, ...appData, kind, rtpParameters, paused: false };
      window.ask('track:publish', track).then(() => done({ id: `${appData.trackId}` }), fail);
    });
    open.set(seatId, { device, send, receive, videos: [] });
    return device.recvRtpCapabilities;
  },

  /** Publishes the fake camera in three H.264 layers, and the fake microphone. */
  async publish(seatId: string): Promise<string[]> {
    const { device, send } = find(seatId);
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { width: 960, height: 540, frameRate: 15 },
      audio: true,
    });
    const [camera, microphone] = [stream.getVideoTracks()[0], stream.getAudioTracks()[0]];
    if (camera === undefined || microphone === undefined) throw new Error('no fake devices');
    const h264 = device.sendRtpCapabilities.codecs?.find(({ mimeType }) => mimeType === 'video/H264');
    if (h264 === undefined) throw new Error('this browser sends no H.264');
    const video = await send.produce({
      track: camera,
      codec: h264,
      encodings: [4, 2, 1].map((scaleResolutionDownBy, layer) => ({
        ...{ rid: `r${layer}`, scaleResolutionDownBy, maxFramerate: 15 },
        maxBitrate: 900_000 / scaleResolutionDownBy,
      })),
      codecOptions: { videoGoogleStartBitrate: 1_000 },
      appData: { trackId: 'camera', source: 'camera' },
    });
    await send.produce({ track: microphone, appData: { trackId: 'microphone', source: 'microphone' } });
    return (video.rtpParameters.encodings ?? []).map(({ rid }) => rid ?? '');
  },

  /** Resolves when a simulcast layer has begun to flow. */
  async untilSending(seatId: string, rid: string): Promise<void> {
    const { send } = find(seatId);
    for (;;) {
      for (const report of (await send.getStats()).values()) {
        if (report.type === 'outbound-rtp' && report.rid === rid && report.framesSent > 0) return;
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  },

  /** Builds the browser's side of consumers and says so; resolves with the milliseconds until a picture was decoded. */
  async consume(lessonId: string, seatId: string, consumers: ConsumerDescription[]): Promise<number> {
    const { receive, videos } = find(seatId);
    const fromMs = performance.now();
    const first = Promise.withResolvers<number>();
    const built = consumers.map(async ({ consumerId, trackId, kind, rtpParameters }) => {
      const consumer = await receive.consume({
        ...{ id: consumerId, producerId: trackId, kind },
        rtpParameters: rtpParameters as types.RtpParameters,
      });
      if (kind === 'audio') return;
      const video = document.createElement('video');
      Object.assign(video, { muted: true, autoplay: true, srcObject: new MediaStream([consumer.track]) });
      document.body.append(video);
      videos.push(video);
      video.requestVideoFrameCallback(() => first.resolve(performance.now() - fromMs));
      await video.play().catch(() => {});
    });
    const ready = consumers.map(({ consumerId }) => consumerId);
    // The pictures play only once they come, which is after this request.
    const asked = window.ask('consumer:ready', { lessonId, seatId, consumerIds: ready });
    await Promise.all([asked, ...built]);
    return first.promise;
  },

  /** Resolves with the milliseconds until the seat's picture is at least this wide. */
  async untilWidth(seatId: string, width: number): Promise<number> {
    const fromMs = performance.now();
    const [video] = find(seatId).videos;
    if (video === undefined) throw new Error('no picture');
    while (video.videoWidth < width) {
      await new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()));
    }
    return performance.now() - fromMs;
  },

  /** Frames decoded and packets of sound received so far, and how the transport is protected. */
  async stats(seatId: string): Promise<{ frames: number; sound: number; srtp: string; dtls: string; role: string }> {
    const result = { frames: 0, sound: 0, srtp: '', dtls: '', role: '' };
    for (const report of (await find(seatId).receive.getStats()).values()) {
      if (report.type === 'inbound-rtp' && report.kind === 'video') result.frames += report.framesDecoded;
      if (report.type === 'inbound-rtp' && report.kind === 'audio') result.sound += report.packetsReceived;
      if (report.type === 'transport') {
        Object.assign(result, { srtp: report.srtpCipher, dtls: report.dtlsCipher, role: report.dtlsRole });
      }
    }
    return result;
  },

  close(seatId: string): void {
    const { send, receive, videos } = find(seatId);
    send.close();
    receive.close();
    for (const video of videos) video.remove();
    open.delete(seatId);
  },
};

window.seats = seats;
