import { type ArchiveJob, type LessonId, lessonId } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import { openArchiveFolder } from '../archive/archive-folder.ts';
import { isSealed } from '../archive/manifest.ts';
import { ownerOf } from '../archive/owner.ts';
import { findArchives } from '../archive-tool/list.ts';
import { sealLeft } from '../archive-tool/seal-left.ts';
import { summaryOf } from '../certificate/certificate.ts';
import { LessonList } from './lesson-list.ts';
import { LessonWork } from './lesson-work.ts';
import type { RecordingSettings } from './recording-settings.ts';

export interface RecorderOptions extends RecordingSettings {
  /** Takes only what another recorder has left, and leaves what it finds on the disk to that one. */
  isSpare: boolean;
  /** Records a lesson that another recorder has a second time, beside it. */
  isTwin: boolean;
  /** A lesson is over here: what was recorded beside it may be united with its archive. */
  onWorkOver?: () => void;
  /** What is to be done with archives, whole, after each change. */
  onJobs?: (jobs: ArchiveJob[]) => void;
  /** The lessons that are to be recorded now, whole, after each change. */
  onLessons?: (lessonIds: readonly LessonId[]) => void;
}

/** Records every lesson that signaling names, or stands by for whoever does: one {@link LessonWork} each. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #logger: Logger;
  readonly #list: LessonList;
  readonly #lessons = new Map<LessonId, LessonWork>();
  #closing: Promise<void> | null = null;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'Recorder' });
    if (!options.isSpare) void this.#recover();
    const record = (lessonIds: LessonId[]) => {
      for (const lessonId of lessonIds) this.#record(lessonId, { isLeft: false });
      options.onLessons?.(lessonIds);
    };
    this.#list = new LessonList(options.signaling, record, options.onJobs);
  }

  /** Keeps what is recorded and lets go; open lessons go on at the next start. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#list.close();
    await Promise.allSettled([...this.#lessons.values()].map((work) => work.close()));
  }

  #record(lessonId: LessonId, { isLeft }: { isLeft: boolean }): void {
    if (this.#closing !== null || this.#lessons.has(lessonId)) return;
    const onOver = (why: 'done' | 'unknown') => void this.#over(lessonId, why);
    this.#lessons.set(lessonId, new LessonWork({ ...this.#options, lessonId, isLeft, onOver }));
  }

  async #over(lessonId: LessonId, why: 'done' | 'unknown'): Promise<void> {
    try {
      await this.#lessons.get(lessonId)?.close();
      if (why === 'unknown') await this.#sealAlone(lessonId);
    } catch (error) {
      this.#logger.error({ err: error, lessonId }, 'recording not closed');
    } finally {
      this.#lessons.delete(lessonId);
      this.#options.onWorkOver?.();
    }
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
        this.#record(lessonId(folder.lessonId), { isLeft: true });
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
