import type { ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { MediaBuffer } from './media-buffer.ts';
import { type LayerSegment, mediaTypeOf, nextMediaMs, preferLayer, segmentAt } from './segment-choice.ts';
import type { SegmentLoader } from './segment-loader.ts';
import { contains, type Span } from './span.ts';
import { gapAt, mediaEndOf, type ReplayTrack } from './timeline.ts';

/**
 * What a moment of a track is like: `ready` to play, `loading`, a `gap` that was never kept or cannot be had, or
 * `unsupported` by this browser.
 */
export type Condition = 'ready' | 'loading' | 'gap' | 'unsupported';

/** How far ahead of the clock media is loaded, and how much is kept around it. */
const aheadMs = 12_000;
const keptBehindMs = 20_000;
const keptAheadMs = 60_000;
/** So much must be there before a moment counts as ready. */
const neededMs = 250;
/** Decode times are rounded to a track's own timescale, and a segment's first or last frame may be a frame's length off. */
const roundingMs = 80;
/** A file that cannot be had is a gap after so many tries; it is tried again later all the same. */
const triesBeforeGap = 3;
/** Media that is needed so soon is taken from any layer. */
const urgentMs = 1_500;
/** A layer that ended so shortly before is taken to go on. */
const awakeMs = 500;

/** Keeps one track's media loaded around the clock's position. */
export class SegmentSource {
  readonly #element: HTMLMediaElement;
  readonly #loader: SegmentLoader;
  #track: ReplayTrack;
  #heightPx: number;
  #buffer: MediaBuffer | null = null;
  #container: ArchiveLayer['container'] | null = null;
  #appendedInit: string | null = null;
  #held: (Span & { path: string })[] = [];
  #troubles = new Map<string, { tries: number; againAt: number }>();
  #loading: { next: LayerSegment; stop: AbortController } | null = null;
  #closed = false;

  /** `heightPx`: of the place where the picture is shown, in device pixels; 0 for sound. */
  constructor(element: HTMLMediaElement, track: ReplayTrack, loader: SegmentLoader, heightPx: number) {
    this.#element = element;
    this.#track = track;
    this.#loader = loader;
    this.#heightPx = heightPx;
    this.#open();
  }

  /** The layer that is loaded from now on, if it has media there. */
  get preferred(): ArchiveLayer | null {
    const playable = this.#track.layers.filter((layer) => this.#plays(layer));
    return preferLayer(playable, { heightPx: this.#heightPx, lineBps: this.#loader.meter.lineBps });
  }

  /** The track as the manifest has it now, and the place that its picture fills now. */
  update(track: ReplayTrack, heightPx: number): void {
    this.#track = track;
    this.#heightPx = heightPx;
  }

  /** Loads what is missing around a position, one file at a time. Call it often. */
  follow(positionMs: number): void {
    if (this.#closed || !this.#buffer) return;
    const window = { fromMs: positionMs - keptBehindMs, toMs: positionMs + keptAheadMs };
    if (this.#loading) {
      const { startMs, durationMs } = this.#loading.next.segment;
      const wanted = startMs + durationMs > positionMs && startMs < window.toMs;
      if (!wanted) this.#loading.stop.abort();
      return;
    }
    if (!this.#buffer.idle) return;
    const old = this.#held.find((span) => span.toMs < window.fromMs || span.fromMs > window.toMs);
    const next = this.#nextToLoad(positionMs);
    if (next) void this.#load(next, positionMs);
    else if (old) void this.#drop(old);
  }

  conditionAt(positionMs: number): Condition {
    const preferred = this.preferred;
    if (!preferred) return 'unsupported';
    if (gapAt(this.#track, positionMs)) return 'gap';
    const next = segmentAt(this.#track.layers, preferred, positionMs);
    if (!next) return this.#track.growing && positionMs >= mediaEndOf(this.#track) ? 'loading' : 'gap';
    if ((this.#troubles.get(next.segment.path)?.tries ?? 0) >= triesBeforeGap) return 'gap';
    const neededUntilMs = this.#mediaUntil(positionMs + neededMs, next);
    const ready = this.#buffer?.spans.some(
      (span) => span.fromMs <= positionMs + roundingMs && span.toMs >= neededUntilMs - roundingMs,
    );
    if (ready) return 'ready';
    // All that there is has been loaded, and still there is nothing to show: a hole that nobody declared.
    return this.#held.some((span) => contains(span, positionMs)) && this.#nextToLoad(positionMs, neededMs) === null
      ? 'gap'
      : 'loading';
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#loading?.stop.abort();
    this.#buffer?.close();
  }

  #plays(layer: ArchiveLayer): boolean {
    if (this.#container !== null && layer.container !== this.#container) return false;
    return typeof MediaSource !== 'undefined' && MediaSource.isTypeSupported(mediaTypeOf(this.#track.kind, layer));
  }

  #open(): void {
    this.#buffer?.close();
    this.#buffer = null;
    this.#appendedInit = null;
    this.#held = [];
    const preferred = this.preferred;
    if (!preferred) return;
    this.#container = preferred.container;
    this.#buffer = new MediaBuffer(this.#element, mediaTypeOf(this.#track.kind, preferred));
  }

  /** The end of unbroken media, at most `untilMs`. */
  #mediaUntil(untilMs: number, { segment }: LayerSegment): number {
    const endMs = segment.startMs + segment.durationMs;
    const preferred = this.preferred;
    if (endMs >= untilMs || !preferred) return Math.min(untilMs, endMs);
    const following = segmentAt(this.#track.layers, preferred, endMs + 1);
    return following && !gapAt(this.#track, endMs + 1) ? untilMs : endMs;
  }

  #nextToLoad(positionMs: number, reachMs = aheadMs): LayerSegment | null {
    const preferred = this.preferred;
    const now = performance.now();
    let cursorMs = Math.max(positionMs, this.#track.fromMs);
    while (preferred && cursorMs < positionMs + reachMs) {
      const held = this.#held.find((span) => contains(span, cursorMs));
      const next = held ? null : segmentAt(this.#track.layers, preferred, cursorMs);
      if (next && this.#comesBetter(next, cursorMs, positionMs)) return null;
      if (next && (this.#troubles.get(next.segment.path)?.againAt ?? 0) <= now) return next;
      const onward = held?.toMs ?? (next ? next.segment.startMs + next.segment.durationMs : null);
      const following = onward ?? nextMediaMs(this.#track.layers, cursorMs);
      if (following === null) return null;
      cursorMs = following;
    }
    return null;
  }

  /** At the live edge layers come one by one: the preferred one is waited for while it is awake and there is time. */
  #comesBetter({ layer }: LayerSegment, cursorMs: number, positionMs: number): boolean {
    const preferred = this.preferred;
    if (!this.#track.growing || !preferred || layer === preferred || cursorMs < positionMs + urgentMs) return false;
    return preferred.endMs <= cursorMs && preferred.endMs > cursorMs - awakeMs;
  }

  async #load(next: LayerSegment, positionMs: number): Promise<void> {
    const buffer = this.#buffer;
    const stop = new AbortController();
    const { path, initPath, startMs, durationMs } = next.segment;
    this.#loading = { next, stop };
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]);
      const [init, media] = await Promise.all([
        initPath === this.#appendedInit ? null : this.#loader.loadInit(initPath),
        this.#loader.load(path, signal),
      ]);
      if (this.#closed || stop.signal.aborted || !buffer?.idle) return;
      await this.#append(buffer, initPath, init, media);
      this.#held.push({ path, fromMs: startMs, toMs: startMs + durationMs });
      this.#troubles.delete(path);
    } catch (error) {
      if (this.#closed || stop.signal.aborted) return;
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      if (full) await this.#makeRoom(positionMs);
      else this.#noteTrouble(path, buffer);
    } finally {
      this.#loading = null;
    }
  }

  async #append(buffer: MediaBuffer, initPath: string, init: ArrayBuffer | null, media: ArrayBuffer): Promise<void> {
    if (init) {
      await buffer.append(init);
      this.#appendedInit = initPath;
    }
    await buffer.append(media);
  }

  #noteTrouble(path: string, buffer: MediaBuffer | null): void {
    // While the line is down nothing is known of the file.
    const tries = (this.#troubles.get(path)?.tries ?? 0) + (this.#loader.lineDown ? 0 : 1);
    this.#troubles.set(path, { tries, againAt: performance.now() + Math.min(30_000, 500 * 2 ** tries) });
    // Media that the browser cannot read ends its media source: what follows needs a new one.
    if (buffer && this.#element.error) this.#open();
  }

  async #makeRoom(positionMs: number): Promise<void> {
    const far = this.#held.filter((span) => span.toMs < positionMs - 2_000 || span.fromMs > positionMs + aheadMs);
    for (const span of far) await this.#drop(span);
  }

  async #drop(old: Span): Promise<void> {
    this.#held = this.#held.filter((span) => span !== old);
    // Removing fails only when the buffer has been closed, and then nothing is left to remove.
    await this.#buffer?.remove(old).catch(() => undefined);
  }
}
