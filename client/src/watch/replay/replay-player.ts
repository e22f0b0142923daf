import type { MaterialId } from '@tongke/signaling/protocol/lesson';
import type { FilmClock } from '../../core/film/film-player.ts';
import type { ReplayStrokes } from '../../core/ink/replay-strokes.ts';
import { archiveFacts } from './archive-facts.ts';
import { ArchiveRecord } from './archive-record.ts';
import { LiveFollowing } from './live-following.ts';
import type { Archive } from './load-archive.ts';
import { lookAtScene } from './look-at-scene.ts';
import { lessonClockOf, ReplayClock } from './replay-clock.ts';
import type { ReplayState, ReplayStats, ReplayView } from './replay-view.ts';
import { sameLook } from './sameness.ts';
import { type Layout, type Scene, tracksOf } from './scene.ts';
import { SegmentLoader } from './segment-loader.ts';
import type { Condition } from './segment-source.ts';
import { clockNudge } from './sync.ts';
import { beginningOf, buildTimeline, type ReplayTrack, type Timeline } from './timeline.ts';
import type { TrackPlayer } from './track-player.ts';
import { TrackPlayers } from './track-players.ts';

const lookEveryMs = 50;
/** Waiting longer than this for one track, the others go on without it. */
const patienceMs = 8_000;
/** A sound device that has not begun by then is not waited for. */
const startWithinMs = 700;
/** Pages need the position no oftener, and no picture changes by it. */
const tellEveryMs = 200;

/**
 * Plays an archive: one clock, which follows the teacher's voice, and a player for each track of the scene that keeps
 * in step with it. Pages give the elements by {@link mount} and read {@link view}.
 */
export class ReplayPlayer {
  /** The lesson's clock as it goes in this replay. */
  readonly lessonClock: FilmClock;
  readonly #baseUrl: string;
  readonly #clock = new ReplayClock(() => performance.now());
  readonly #players: TrackPlayers;
  readonly #listeners = new Set<() => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #live = new LiveFollowing(() => performance.now());
  #timeline: Timeline;
  #record: ArchiveRecord;
  #view: ReplayView;
  #wantsToPlay = false;
  #blocked = false;
  #waitingSince: number | null = null;
  #startingSince: number | null = null;
  #toldAt = 0;
  #closed = false;

  constructor(archive: Archive) {
    this.#baseUrl = archive.baseUrl;
    this.#players = new TrackPlayers(new SegmentLoader(archive.baseUrl), () => this.#block());
    this.lessonClock = lessonClockOf(this.#clock, archive.manifest.startedAt);
    this.#record = new ArchiveRecord(archive.entries, archive.manifest.startedAt);
    this.#timeline = this.#layOut(archive);
    const positionMs = this.#live.isLive ? this.#live.liveMs : beginningOf(this.#timeline);
    this.#clock.seek(positionMs);
    this.#view = {
      ...archiveFacts(archive, this.#timeline),
      ...{ endMs: this.#endMs, live: this.#live.stateAt(positionMs) },
      ...{ state: 'paused', positionMs, rate: 1, volume: 1, muted: false, conditions: {} },
      ...{ layout: 'class', silenced: new Set() },
      ...this.#lookAtScene(positionMs),
    };
    this.#timer = setInterval(() => this.#look(), lookEveryMs);
  }

  get view(): ReplayView {
    return this.#view;
  }

  /** When each stroke was drawn. */
  get strokes(): ReplayStrokes {
    return this.#record.strokes;
  }

  /** Where a file that the lesson refers to is kept. */
  materialUrl(id: MaterialId): string {
    return new URL(`materials/${id}`, this.#baseUrl).href;
  }

  /** Where the replay is now, milliseconds on the timeline: more exact than that of {@link view}. */
  get positionMs(): number {
    return Math.min(this.#clock.positionMs, this.#lastMs);
  }

  /** Called whenever {@link view} is a new one. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes the archive as it is now, longer than before or sealed. */
  update(archive: Archive): void {
    const { entries, startedAt } = this.#record;
    if (archive.entries !== entries) this.#record = new ArchiveRecord(archive.entries, startedAt);
    this.#timeline = this.#layOut(archive);
    this.#players.update(this.#timeline.tracks);
    this.#tell({ ...archiveFacts(archive, this.#timeline), ...this.#lookAtScene(this.#clock.positionMs) });
  }

  /** Gives a track of `view.attached` its element; the undo takes it away and frees what was loaded. */
  mount(track: ReplayTrack, element: HTMLMediaElement): () => void {
    const undo = this.#players.mount(track, element);
    this.#players.applyHearing(this.#view);
    return undo;
  }

  /** Tells how high a track's picture is shown, in device pixels: decides the layer that is loaded. */
  setHeight(trackId: string, heightPx: number): void {
    this.#players.setHeight(trackId, heightPx);
  }

  play(): void {
    this.#clock.seek(this.#live.startMs(this.#clock.positionMs, this.#timeline.durationMs));
    this.#blocked = false;
    this.#wantsToPlay = true;
    this.#look();
  }

  pause(): void {
    this.#wantsToPlay = false;
    // A lesson goes on without whoever stops to look.
    this.#live.leave();
    this.#look();
  }

  /** Goes to the live edge and stays there: at once, or by playing a little faster. */
  goLive(how: 'jump' | 'catchUp'): void {
    this.#tell({ rate: 1 });
    if (how === 'jump') this.seek(this.#live.liveMs);
    this.#live.follow(how === 'jump');
    this.play();
  }

  seek(positionMs: number): void {
    this.#clock.seek(Math.min(Math.max(0, positionMs), this.#endMs));
    this.#live.wentTo(positionMs);
    this.#waitingSince = null;
    // All stand still until every picture and sound is there: then they start together.
    this.#clock.stop();
    this.#players.halt();
    this.#look(true);
  }

  setRate(rate: number): void {
    this.#clock.setRate(rate);
    if (rate !== 1) this.#live.leave();
    this.#tell({ rate });
  }

  setVolume(volume: number, muted: boolean): void {
    this.#tell({ volume, muted });
    this.#players.applyHearing(this.#view);
  }

  /** Shows something else large than the class saw, from this moment on. */
  setLayout(layout: Layout): void {
    this.#tell({ layout });
    this.#look(true);
  }

  /** Whether a participant is heard, besides whether there is any sound. */
  setHeard(participantId: string, isHeard: boolean): void {
    const silenced = new Set(this.#view.silenced);
    if (isHeard) silenced.delete(participantId);
    else silenced.add(participantId);
    this.#tell({ silenced });
    this.#players.applyHearing(this.#view);
  }

  stats(): ReplayStats {
    const positionMs = this.#clock.positionMs;
    const shown = new Set(tracksOf(this.#view.scene).map(({ trackId }) => trackId));
    return {
      state: this.#view.state,
      positionMs,
      durationMs: this.#timeline.durationMs,
      live: this.#live.stateAt(positionMs),
      rate: this.#clock.rate,
      tracks: this.#players.stats(positionMs, shown),
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#players.close();
    this.#listeners.clear();
  }

  /** One look: load, decide whether time goes on, bring every track into step, tell the page. */
  #look(now = false): void {
    if (this.#closed) return;
    this.#keepUp();
    const { positionMs } = this;
    const around = this.#lookAtScene(positionMs);
    const conditions = this.#players.prepare({
      positionMs,
      rate: this.#clock.rate,
      running: this.#clock.running,
    });
    const state = this.#decide(positionMs, around.scene, conditions);
    this.#run(state === 'playing', around.scene);
    const next = { state, conditions, ...around };
    const live = this.#live.stateAt(positionMs);
    const moved = positionMs !== this.#view.positionMs || live !== null;
    const due = moved && performance.now() - this.#toldAt >= tellEveryMs;
    if (now || due || !sameLook(this.#view, next)) this.#tell({ ...next, positionMs, live, endMs: this.#endMs });
  }

  #keepUp(): void {
    if (!this.#wantsToPlay) return;
    const next = this.#live.next(this.#clock.positionMs, this.#clock.rate, this.#view.rate);
    if ('jumpToMs' in next) this.#clock.seek(next.jumpToMs);
    else if (next.rate !== this.#clock.rate) this.#clock.setRate(next.rate);
  }

  #layOut(archive: Archive): Timeline {
    this.#live.observe(archive, this.#record.lastMs);
    return buildTimeline(archive.manifest, this.#live.growth(this.#record.over));
  }

  get #endMs(): number {
    return this.#live.endMs(this.#timeline.durationMs);
  }

  get #lastMs(): number {
    return this.#live.lastMs(this.#timeline.durationMs);
  }

  #decide(positionMs: number, scene: Scene, conditions: Record<string, Condition>): ReplayState {
    if (this.#blocked) return 'blocked';
    const over = positionMs >= this.#lastMs || this.#live.isTooNear(positionMs);
    if (over && this.#timeline.sealed) {
      this.#wantsToPlay = false;
      return 'ended';
    }
    if (!this.#wantsToPlay) return 'paused';
    const waits = over || tracksOf(scene).some(({ trackId }) => (conditions[trackId] ?? 'loading') === 'loading');
    if (!waits) this.#waitingSince = null;
    else this.#waitingSince ??= performance.now();
    const isLineDown = this.#players.lineDown || this.#live.isLineDown;
    const patient = this.#waitingSince !== null && (isLineDown || performance.now() - this.#waitingSince < patienceMs);
    return over || patient ? 'buffering' : 'playing';
  }

  #run(running: boolean, scene: Scene): void {
    if (!running) {
      this.#clock.stop();
      this.#startingSince = null;
    } else if (!this.#clock.running) {
      if (!this.#soundsBegin(scene)) return;
      this.#clock.start();
    }
    if (this.#clock.positionMs > this.#lastMs) this.#clock.seek(this.#lastMs);
    const leader = running ? this.#leader(scene) : undefined;
    if (leader) this.#clock.nudge(clockNudge(leader.skewMs(this.#clock.positionMs)));
    const look = { positionMs: this.#clock.positionMs, rate: this.#clock.rate, running };
    this.#players.step(look, leader);
  }

  /** Sound takes a moment to come out of a device: time begins when it does, and the pictures with it. */
  #soundsBegin(scene: Scene): boolean {
    this.#startingSince ??= performance.now();
    const sounds = this.#players.soundsOf(scene).filter(({ condition }) => condition === 'ready');
    const positionMs = this.#clock.positionMs;
    for (const player of sounds) player.step({ positionMs, rate: this.#clock.rate, running: true }, true);
    const [first] = sounds;
    if (!first || performance.now() - this.#startingSince > startWithinMs) return true;
    const begunMs = first.skewMs(positionMs);
    if (!first.playing || begunMs < 2) return false;
    this.#clock.seek(positionMs + begunMs);
    return true;
  }

  /** The sound that is not bent: the first that plays. */
  #leader(scene: Scene): TrackPlayer | undefined {
    return this.#players.soundsOf(scene).find((player) => player.playing && player.condition === 'ready');
  }

  #lookAtScene(positionMs: number): ReturnType<typeof lookAtScene> {
    return lookAtScene({ timeline: this.#timeline, record: this.#record }, positionMs, this.#view);
  }

  #block(): void {
    this.#blocked = true;
    this.#wantsToPlay = false;
    this.#look();
  }

  #tell(change: Partial<ReplayView>): void {
    this.#view = { ...this.#view, ...change };
    this.#toldAt = performance.now();
    for (const listener of [...this.#listeners]) listener();
  }
}
