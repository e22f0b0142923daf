import { type LessonId, lessonId } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import { openArchiveFolder } from '../archive/archive-folder.ts';
import { isSealed } from '../archive/manifest.ts';
import { ownerOf } from '../archive/owner.ts';
import { findArchives } from '../archive-tool/list.ts';
import { sealLeft } from '../archive-tool/seal-left.ts';
import { summaryOf } from '../certificate/certificate.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import type { RecorderMetrics } from '../metrics/recorder-metrics.ts';
import type { PictureDecoder } from '../watch/picture-decoder.ts';
import { LessonList } from './lesson-list.ts';
import { LessonRecording } from './lesson-recording.ts';
import type { Signaling } from './signaling.ts';

export interface RecorderOptions {
  signaling: Signaling;
  archivesPath: string;
  tapIp: string;
  /** A lesson is over, and its log is whole in the archive's folder of this name. */
  onLessonOver: (archiveName: string) => void;
  /** Signs archives. */
  key: SigningKey;
  /** Looks into pictures that seem black. */
  decoder: PictureDecoder;
  metrics: RecorderMetrics;
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
    void this.#recover();
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
    const opening = LessonRecording.open({ ...this.#options, lessonId, onOver: (why) => this.#over(lessonId, why) });
    this.#recordings.set(lessonId, opening);
    opening.catch((error: unknown) => {
      this.#logger.error({ err: error, lessonId }, 'lesson not recorded');
      this.#recordings.delete(lessonId);
    });
  }

  #over(lessonId: LessonId, why: 'done' | 'unknown'): void {
    const recording = this.#recordings.get(lessonId);
    recording
      ?.then(async (open) => {
        await open.close();
        if (why === 'unknown') await this.#sealAlone(lessonId);
      })
      .catch((error: unknown) => this.#logger.error({ err: error, lessonId }, 'recording not closed'))
      .finally(() => this.#recordings.delete(lessonId));
  }

  /**
   * Looks for archives that were left unsealed. Each is taken up as if signaling had named it: by now its lesson may be over, and not be
   * named any more.
   */
  async #recover(): Promise<void> {
    try {
      for (const folder of await findArchives(this.#options.archivesPath)) {
        if ((await isSealed(folder)) || (await ownerOf(folder)) !== null) continue;
        this.#logger.warn({ archive: folder.name }, 'an archive was left unsealed');
        this.#record(lessonId(folder.lessonId));
      }
    } catch (error) {
      this.#logger.error({ err: error }, 'archives cannot be looked through');
    }
  }

  /** Of a lesson that signaling does not know (any more): with what is on the disk. */
  async #sealAlone(lessonId: LessonId): Promise<void> {
    const folder = await openArchiveFolder(this.#options.archivesPath, lessonId);
    if (await isSealed(folder)) return;
    const left = await sealLeft(folder, this.#options.key);
    if (left === null) return;
    const { datagrams, manifest } = left;
    this.#logger.warn(
      { lessonId, datagrams, ...summaryOf(manifest).summary },
      'sealed what was left of an unknown lesson',
    );
    this.#options.onLessonOver(folder.name);
  }
}
