import type { CommandInput, TrackId, TrackSource } from '@tongke/signaling/protocol/lesson';
import type { types } from 'mediasoup-client';
import { backoffMs } from '../backoff.ts';
import type { EdgeTee } from '../edge/edge-keeper.ts';
import { opusOptions } from '../music/microphone-sound.ts';
import { chooseVideoCodec } from './codec-choice.ts';
import { cameraLayers, screenLayers } from './encodings.ts';
import { sendLayers } from './send-layers.ts';

/** Something that this seat publishes: a source, and what comes from it now. */
export interface Publication {
  source: TrackSource;
  /** The live track; null when the device is off or gone while the publication stays. */
  track: MediaStreamTrack | null;
  /** Nothing may leave this device. */
  muted: boolean;
  /** A microphone in music mode. */
  music?: boolean;
}

/** A published track, for measuring. */
export interface SentTrack {
  trackId: TrackId;
  source: TrackSource;
  kind: 'audio' | 'video';
  getStats: () => Promise<RTCStatsReport>;
}

type PublishInput = Omit<CommandInput<'track:publish'>, 'session'>;
type Publish = (input: PublishInput) => Promise<{ trackId: TrackId }>;

interface Held {
  producer: types.Producer;
  /** Last layers that were asked of the encoder. */
  layers: number | null;
  music: boolean;
}

const startBitrateKbps = 1_000;

/** Publishes what this seat has, over one transport: camera and microphone stay in step and share one estimate of the line. */
export class SendSide {
  readonly #transport: types.Transport;
  readonly #codecs: readonly types.RtpCodecCapability[];
  readonly #unpublish: (trackId: TrackId) => void;
  readonly #tee: EdgeTee | null;
  readonly #held = new Map<TrackSource, Held>();
  readonly #demands = new Map<string, number>();
  #wanted: ReadonlyMap<TrackSource, Publication> = new Map();
  #working = false;
  #again = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `codecs`: what this browser can send and the server takes. `unpublish` says that a source has ended. `tee` keeps what is sent. */
  constructor(options: {
    transport: types.Transport;
    codecs: readonly types.RtpCodecCapability[];
    publish: Publish;
    unpublish: (trackId: TrackId) => void;
    tee?: EdgeTee | null;
  }) {
    this.#transport = options.transport;
    this.#codecs = options.codecs;
    this.#unpublish = options.unpublish;
    this.#tee = options.tee ?? null;
    this.#transport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      const { source, muted } = appData as { source: TrackSource; muted: boolean };
      // Opaque to signaling: the sfu parses it.
      const opaque = rtpParameters as unknown as Record<string, unknown>;
      options
        .publish({ source, kind, rtpParameters: opaque, muted })
        .then(({ trackId }) => done({ id: trackId }), fail);
    });
  }

  get sent(): SentTrack[] {
    return [...this.#held].map(([source, { producer }]) => ({
      trackId: producer.id as TrackId,
      source,
      kind: producer.kind,
      getStats: () => producer.getStats(),
    }));
  }

  /** Takes what this seat wants to publish, whole. Muting takes effect before this returns. */
  reconcile(wanted: ReadonlyMap<TrackSource, Publication>): void {
    this.#wanted = wanted;
    for (const [source, { producer }] of this.#held) {
      if (wanted.get(source)?.muted !== false) producer.pause();
    }
    this.#work();
  }

  /** The highest layer of a track that anybody needs; -1 is nobody. */
  demand(trackId: string, maxSpatialLayer: number): void {
    this.#demands.set(trackId, maxSpatialLayer);
    this.#work();
  }

  /** Stops sending; the devices stay open. Idempotent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#held.clear();
    this.#transport.close();
    this.#tee?.close();
  }

  #work(): void {
    this.#again = true;
    if (this.#working) return;
    this.#working = true;
    const run = async () => {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#step();
      }
    };
    run()
      .then(
        () => {
          this.#failures = 0;
        },
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#working = false;
      });
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    console.warn('sending failed: trying again', error);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#work(), backoffMs(this.#failures, 1_000, 30_000));
    this.#failures += 1;
  }

  async #step(): Promise<void> {
    for (const [source, { producer }] of this.#held) {
      if (this.#wanted.has(source)) continue;
      this.#held.delete(source);
      producer.close();
      this.#unpublish(producer.id as TrackId);
    }
    // Voices first: they are small and matter most.
    const sorted = [...this.#wanted.values()].sort((a, b) => rank(a.source) - rank(b.source));
    for (const publication of sorted) {
      if (this.#closed) return;
      const held = this.#held.get(publication.source);
      const { track, music = false } = publication;
      // What Opus is asked for is settled when a track begins: one that becomes music begins anew, and then replaces the other.
      if (held && (held.music === music || track?.readyState !== 'live')) await this.#adjust(held, publication);
      else if (track?.readyState === 'live') {
        await held?.producer.replaceTrack({ track });
        await this.#produce(publication, track);
      }
    }
  }

  async #produce({ source, muted, music = false }: Publication, track: MediaStreamTrack): Promise<void> {
    await this.#tee?.ready;
    const named: ((trackId: string) => void)[] = [];
    const producer = await this.#transport.produce({
      track,
      onRtpSender: (sender) => {
        const name = this.#tee?.attach(sender, producedKind(track));
        if (name) named.push(name);
      },
      // Whose devices these are stays with whoever opened them.
      stopTracks: false,
      disableTrackOnPause: true,
      appData: { source, muted },
      ...(track.kind === 'audio' ? audioOptions(source, music) : this.#videoOptions(source, track)),
    });
    for (const name of named) name(producer.id);
    if (this.#wanted.get(source)?.muted !== false) producer.pause();
    // The lesson has already put the new track in the former one's place.
    this.#held.get(source)?.producer.close();
    this.#held.set(source, { producer, layers: null, music });
    producer.on('transportclose', () => this.#held.delete(source));
    this.#again = true;
  }

  async #adjust(held: Held, { track, muted }: Publication): Promise<void> {
    const { producer } = held;
    const live = track?.readyState === 'live' ? track : null;
    if (producer.track !== live) await producer.replaceTrack({ track: live });
    if (producer.closed) return;
    if (muted && !producer.paused) producer.pause();
    if (!muted && producer.paused) producer.resume();
    if (producer.kind === 'video' && producer.rtpSender) {
      const demanded = this.#demands.get(producer.id) ?? 2;
      const layers = muted ? -1 : demanded;
      if (layers !== held.layers) {
        held.layers = layers;
        await sendLayers(producer.rtpSender, layers);
      }
    }
  }

  #videoOptions(source: TrackSource, track: MediaStreamTrack): Partial<types.ProducerOptions> {
    const { width = 640, height = 360 } = track.getSettings();
    const codec = chooseVideoCodec(this.#codecs);
    return {
      encodings: source === 'screen' ? screenLayers() : cameraLayers(width, height),
      codecOptions: { videoGoogleStartBitrate: startBitrateKbps },
      ...(codec && { codec }),
    };
  }
}

const producedKind = ({ kind }: MediaStreamTrack) => (kind === 'audio' ? 'audio' : 'video');
const rank = (source: TrackSource) => (source === 'microphone' ? 0 : source === 'camera' ? 1 : 2);

const audioOptions = (source: TrackSource, music: boolean): Partial<types.ProducerOptions> => ({
  codecOptions: opusOptions(source === 'screenAudio' ? 'screen' : music ? 'music' : 'speech'),
});
