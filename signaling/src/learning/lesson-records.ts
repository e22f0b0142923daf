import { LearningFold, type LessonRecord } from '../../protocol/lesson.ts';
import type { LessonHost } from '../lesson-host.ts';

/** Records that are kept in memory: a classroom's lessons of some terms. */
const keptRecords = 300;

/** Learning records of lessons that are over. Each log is folded at the first asking; the latest asked for are kept. */
export class LessonRecords {
  readonly #kept = new Map<string, Promise<LessonRecord | null>>();

  /**
   * Null for a lesson that is not over, was never opened, or was a trial. Throws LessonError: `unavailable` while the log
   * is away.
   */
  async of(host: LessonHost): Promise<LessonRecord | null> {
    const { facts, phase } = host.state;
    if (!facts || facts.rehearsal || phase.name !== 'ended' || phase.openedAt === null) return null;
    const known = this.#kept.get(host.lessonId);
    const record = known ?? fold(host);
    this.#kept.delete(host.lessonId);
    this.#kept.set(host.lessonId, record);
    for (const id of this.#kept.keys()) if (this.#kept.size > keptRecords) this.#kept.delete(id);
    // What failed is tried again at the next asking.
    record.catch(() => this.#kept.delete(host.lessonId));
    return await record;
  }
}

async function fold(host: LessonHost): Promise<LessonRecord | null> {
  const learning = new LearningFold();
  for (const entry of await host.entriesAfter(0)) learning.push(entry);
  return learning.record();
}
