import type { TrackStats } from './replay-view.ts';
import type { Scene } from './scene.ts';
import type { SegmentLoader } from './segment-loader.ts';
import type { Condition } from './segment-source.ts';
import type { ReplayTrack } from './timeline.ts';
import { TrackPlayer } from './track-player.ts';

type Look = Parameters<TrackPlayer['step']>[0];

/** Who hears what: from 0 to 1, for all; and those who are not heard at all. */
export interface Hearing {
  volume: number;
  muted: boolean;
  silenced: ReadonlySet<string>;
}

/** The players of all tracks that have an element. Owned by the replay's player. */
export class TrackPlayers {
  readonly #loader: SegmentLoader;
  readonly #onBlocked: () => void;
  readonly #players = new Map<string, TrackPlayer>();
  /** How high pictures are shown, in device pixels. */
  readonly #heights = new Map<string, number>();

  /** `onBlocked`: the browser wants a click before it plays. */
  constructor(loader: SegmentLoader, onBlocked: () => void) {
    this.#loader = loader;
    this.#onBlocked = onBlocked;
  }

  /** Whether files get no answer at all. */
  get lineDown(): boolean {
    return this.#loader.lineDown;
  }

  /** Gives a track its element; the undo takes it away and frees what was loaded. */
  mount(track: ReplayTrack, element: HTMLMediaElement): () => void {
    const { trackId } = track;
    const player = new TrackPlayer(track, element, {
      loader: this.#loader,
      heightPx: this.#heightOf(track),
      onBlocked: this.#onBlocked,
    });
    this.#players.get(trackId)?.close();
    this.#players.set(trackId, player);
    return () => {
      player.close();
      if (this.#players.get(trackId) === player) this.#players.delete(trackId);
    };
  }

  /** Takes the tracks as they are now, longer than before. */
  update(tracks: readonly ReplayTrack[]): void {
    for (const track of tracks) this.#players.get(track.trackId)?.update(track, this.#heightOf(track));
  }

  setHeight(trackId: string, heightPx: number): void {
    this.#heights.set(trackId, heightPx);
    const player = this.#players.get(trackId);
    player?.update(player.track, heightPx);
  }

  applyHearing({ volume, muted, silenced }: Hearing): void {
    for (const { element, track } of this.#players.values()) {
      element.muted = track.kind === 'video' || muted || silenced.has(track.participantId);
      element.volume = volume;
    }
  }

  /** Loads what the look needs. @returns how each track stands */
  prepare(look: Look): Record<string, Condition> {
    return Object.fromEntries([...this.#players].map(([trackId, player]) => [trackId, player.prepare(look)]));
  }

  /** Brings every track into step; the leader is the one that the others follow. */
  step(look: Look, leader: TrackPlayer | undefined): void {
    for (const player of this.#players.values()) player.step(look, player === leader);
  }

  /** All stand still where they are. */
  halt(): void {
    for (const player of this.#players.values()) player.halt();
  }

  /** Of the scene's sounds, in their order. */
  soundsOf(scene: Scene): TrackPlayer[] {
    return scene.sounds.flatMap(({ trackId }) => this.#players.get(trackId) ?? []);
  }

  stats(positionMs: number, shown: ReadonlySet<string>): TrackStats[] {
    return [...this.#players.values()]
      .filter(({ track }) => shown.has(track.trackId))
      .map((player) => player.stats(positionMs));
  }

  /** Idempotent. */
  close(): void {
    for (const player of this.#players.values()) player.close();
    this.#players.clear();
  }

  #heightOf(track: ReplayTrack): number {
    return this.#heights.get(track.trackId) ?? (track.role === 'teacher' ? 720 : 360);
  }
}
