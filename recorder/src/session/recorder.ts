import type { LessonId } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import type { SigningKey } from '../certificate/signing-key.ts';
import { LessonList } from './lesson-list.ts';
import { LessonRecording } from './lesson-recording.ts';
import type { Signaling } from './signaling.ts';

export interface RecorderOptions {
  signaling: Signaling;
  archivesPath: string;
  tapIp: string;
  /** Signs archives. */
  key: SigningKey;
  logger: Logger;
}

/** Records every lesson that signaling names: one {@link LessonRecording} each. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #logger: Logger;
  readonly #list: LessonList;
  readonly #recordings = new Map<LessonId, Promise<LessonRecording>>();
  #closing: Promise<void> | null = null;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'Recorder' });
    this.#list = new LessonList(options.signaling, (lessonIds) => {
      for (const lessonId of lessonIds) this.#record(lessonId);
    });
  }

  /** Keeps what is recorded and lets go; open lessons go on at the next start. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#list.close();
    await Promise.allSettled([...this.#recordings.values()].map(async (recording) => (await recording).close()));
  }

  #record(lessonId: LessonId): void {
    if (this.#closing !== null || this.#recordings.has(lessonId)) return;
    const opening = LessonRecording.open({ ...this.#options, lessonId, onOver: () => this.#over(lessonId) });
    this.#recordings.set(lessonId, opening);
    opening.catch((error: unknown) => {
      this.#logger.error({ err: error, lessonId }, 'lesson not recorded');
      this.#recordings.delete(lessonId);
    });
  }

  #over(lessonId: LessonId): void {
    const recording = this.#recordings.get(lessonId);
    this.#recordings.delete(lessonId);
    recording
      ?.then((open) => open.close())
      .catch((error: unknown) => this.#logger.error({ err: error, lessonId }, 'recording not closed'));
  }
}
