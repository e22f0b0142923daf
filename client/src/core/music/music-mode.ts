import type { LessonState } from '@tongke/signaling/protocol/lesson';
import type { Capture } from '../devices/capture.ts';
import { Watched } from '../watched.ts';

const echoKey = 'tongke.echo';

/** Takes this device's microphone along when the lesson goes into music mode and out of it. */
export class MusicMode {
  /** Whether echo is cancelled here while there is music; remembered on this device. */
  readonly cancelsEcho = new Watched(localStorage.getItem(echoKey) !== 'kept');
  readonly #capture: Capture;
  readonly #lesson: Watched<LessonState>;
  readonly #undo: () => void;

  constructor(lesson: Watched<LessonState>, capture: Capture) {
    this.#lesson = lesson;
    this.#capture = capture;
    this.#undo = lesson.onChange(() => this.#follow());
  }

  /** Turns echo cancellation off, for people with headphones, or on again. */
  cancelEcho(on: boolean): void {
    if (on) localStorage.removeItem(echoKey);
    else localStorage.setItem(echoKey, 'kept');
    this.cancelsEcho.set(on);
    this.#follow();
  }

  close(): void {
    this.#undo();
  }

  #follow(): void {
    const music = this.#lesson.get().music.on;
    this.#capture.tune({ music, echoCancellation: !music || this.cancelsEcho.get() });
  }
}
