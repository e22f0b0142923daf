import { isHeldBack, type LessonState, type RecordingAlarm } from '@tongke/signaling/protocol/lesson';
import type { Capture } from '../capture/capture.ts';
import { noPackets } from '../capture/packet-totals.ts';
import type { LessonFigures } from '../metrics/recorder-metrics.ts';
import { MediaWatch, type StreamWatch } from '../watch/media-watch.ts';
import type { PictureDecoder } from '../watch/picture-decoder.ts';
import { Alarms, type SayAlarm } from './alarms.ts';

export interface LookoutOptions {
  /** Alarms that stand in the lesson already, perhaps of a recorder that is gone. */
  before: readonly RecordingAlarm[];
  say: SayAlarm;
  decoder: PictureDecoder;
  /** The archive's folder. */
  path: string;
  state: () => LessonState;
  /** Null while nothing is captured. */
  capture: () => Capture | null;
  /** The lesson clock. */
  nowMs: () => number;
}

const lookEveryMs = 1_000;
const diskEveryMs = 5_000;

/** Looks after what should be recorded, what comes, and the disk; raises the alarms. Owned by the lesson's recording. */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly #alarms: Alarms;
  readonly #media: MediaWatch;
  #timers: NodeJS.Timeout[] = [];
  #expectedTracks = 0;

  constructor(options: LookoutOptions) {
    this.#options = options;
    this.#alarms = new Alarms(options.before, options.say);
    this.#media = new MediaWatch({
      decoder: options.decoder,
      requestKeyFrame: (trackId) => options.capture()?.requestKeyFrame(trackId),
      onBlack: () => this.#look(),
    });
  }

  /** Hears of media as it comes. */
  get watch(): StreamWatch {
    return this.#media;
  }

  /** A recorder is here, and looks from now on. */
  recording(): void {
    this.#alarms.recording();
    if (this.#timers.length > 0) return;
    this.#timers = [
      setInterval(() => this.#look(), lookEveryMs),
      setInterval(() => void this.#alarms.disk(this.#options.path).catch(() => {}), diskEveryMs),
    ];
  }

  /** What the disk said to the last write; null when it was kept. */
  written(error: unknown): void {
    this.#alarms.written(error);
  }

  figures(): LessonFigures {
    const capture = this.#options.capture();
    return {
      isRecording: capture !== null,
      expectedTracks: this.#expectedTracks,
      alarms: this.#alarms.standing,
      packets: capture?.totals() ?? noPackets(),
    };
  }

  /** Idempotent. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #look(): void {
    const { capture: captureOf, state: stateOf, nowMs } = this.#options;
    const [capture, state] = [captureOf(), stateOf()];
    if (capture === null || state.phase.name !== 'open') return;
    const activity = capture.activity();
    const expected = Object.values(state.tracks)
      .filter((track) => !track.muted && !isHeldBack(state.permission, track) && activity.has(track.trackId))
      .map(({ trackId }) => trackId);
    this.#expectedTracks = expected.length;
    this.#alarms.tracks(expected, activity, nowMs());
    this.#alarms.faults(this.#media.faults(expected, capture.counts(), nowMs()));
  }
}
