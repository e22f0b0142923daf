import type { RecordingAlarmCode, TrackId } from '@tongke/signaling/protocol/lesson';
import type { TapStream } from '../capture/tap-stream.ts';
import type { AccessUnit } from '../codec/access-unit.ts';
import { LossWatch, type StreamCounts } from './loss-watch.ts';
import { PictureWatch, type PictureWatchOptions } from './picture-watch.ts';
import { SilenceWatch } from './silence-watch.ts';

/** What the watch is told of a lesson's media, as it comes. */
export interface StreamWatch {
  /** A packet of sound, with the level that its sender measured. */
  level(stream: TapStream, level: number, nowMs: number): void;
  keyFrame(stream: TapStream, unit: AccessUnit, nowMs: number): void;
}

/** What can be wrong with a track that sends. */
export type TrackFault = Extract<RecordingAlarmCode, 'trackBlack' | 'trackSilent' | 'trackLossy'>;

/** Looks at what is recorded for pictures of nothing, dead microphones and gaps. Times are on the lesson clock. Owned by the lesson's recording. */
export class MediaWatch implements StreamWatch {
  readonly #silence = new SilenceWatch();
  readonly #loss = new LossWatch();
  readonly #pictures: PictureWatch;
  #expected = new Set<string>();

  constructor(options: PictureWatchOptions) {
    this.#pictures = new PictureWatch(options);
  }

  level({ source, trackId }: TapStream, level: number, nowMs: number): void {
    // A screen whose programs make no sound is as it should be.
    if (source === 'microphone') this.#silence.level(trackId, level, nowMs);
  }

  keyFrame(stream: TapStream, unit: AccessUnit, nowMs: number): void {
    this.#pictures.key(stream, unit, nowMs);
  }

  /** What is wrong now with the tracks that should send. To be called every second, and when a picture went black. */
  faults(expected: readonly TrackId[], counts: readonly StreamCounts[], nowMs: number): Record<TrackFault, TrackId[]> {
    const now = new Set<string>(expected);
    for (const trackId of this.#expected) if (!now.has(trackId)) this.#forget(trackId);
    this.#expected = now;
    this.#pictures.look();
    const lossy = this.#loss.look(counts, nowMs);
    return {
      trackBlack: expected.filter((trackId) => this.#pictures.isBlack(trackId)),
      trackSilent: expected.filter((trackId) => this.#silence.isSilent(trackId, nowMs)),
      trackLossy: expected.filter((trackId) => lossy.has(trackId)),
    };
  }

  #forget(trackId: string): void {
    this.#silence.forget(trackId);
    this.#pictures.forget(trackId);
  }
}
