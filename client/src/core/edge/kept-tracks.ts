import type { KeptName, MediaKind, TrackNames } from './edge-messages.ts';
import { type AppendFrames, KeptLayer } from './kept-layer.ts';

interface Track {
  kind: MediaKind | null;
  names: TrackNames | null;
  /** By their RTP streams. */
  layers: Map<number, KeptLayer>;
}

/** The tracks that are being sent, by the keys that they have until the server names them. Owned by the worker. */
export class KeptTracks {
  readonly #append: AppendFrames;
  readonly #tracks = new Map<string, Track>();

  constructor(append: AppendFrames) {
    this.#append = append;
  }

  /** A track is sent from now on. Returns what takes its frames. */
  begun(key: string, kind: MediaKind): (ssrc: number, rtpTimestamp: number, data: Uint8Array<ArrayBuffer>) => void {
    const track = this.#trackOf(key);
    track.kind = kind;
    if (track.names) this.named(track.names);
    return (ssrc, rtpTimestamp, data) => this.#layerOf(track, kind === 'audio' ? 0 : ssrc).push(rtpTimestamp, data);
  }

  named(names: TrackNames): void {
    const track = this.#trackOf(names.key);
    track.names = names;
    for (const [ssrc, layer] of track.layers) this.#name(track, ssrc, layer);
  }

  /** Nothing more comes. Resolves with the names of what is kept, when it is. */
  async closed(key: string): Promise<KeptName[]> {
    const track = this.#tracks.get(key);
    this.#tracks.delete(key);
    const layers = [...(track?.layers.values() ?? [])];
    await Promise.all(layers.map((layer) => layer.flush()));
    return layers.flatMap(({ name }) => name ?? []);
  }

  #trackOf(key: string): Track {
    const known = this.#tracks.get(key);
    if (known) return known;
    const track: Track = { kind: null, names: null, layers: new Map() };
    this.#tracks.set(key, track);
    return track;
  }

  #layerOf(track: Track, ssrc: number): KeptLayer {
    const known = track.layers.get(ssrc);
    if (known) return known;
    const layer = new KeptLayer(this.#append);
    track.layers.set(ssrc, layer);
    this.#name(track, ssrc, layer);
    return layer;
  }

  #name({ kind, names }: Track, ssrc: number, layer: KeptLayer): void {
    if (kind === null || names === null) return;
    const { lessonId, trackId, layers } = names;
    const number = kind === 'audio' ? 0 : layers.find((each) => each.ssrc === ssrc)?.layer;
    if (number !== undefined) layer.named({ lessonId, trackId, kind, layer: number });
  }
}
