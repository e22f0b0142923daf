import { dirname } from 'node:path';
import type { ArchiveErasure, ErasedPart } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { findArchives } from '../archive-tool/list.ts';
import { readManifest } from '../archive-tool/read-manifest.ts';
import { manifestName } from '../certificate/revisions.ts';
import { type EraseOptions, type EraseRefusal, erase, refuseErasure } from './erase.ts';
import { isErased } from './erased-manifest.ts';
import { KeepingLog } from './keeping-record.ts';
import { dueRule } from './keeping-state.ts';

export interface KeeperOptions extends EraseOptions {
  archivesPath: string;
  /** Who does it, for the record. */
  by: string;
}

/** What came of one archive. */
export interface Kept {
  name: string;
  lessonId: string;
  refusal: EraseRefusal | null;
}

/** Deletes, holds and keeps archives by rule; everything it does stands in the record first. */
export class Keeper {
  readonly #options: KeeperOptions;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Erases a part of an archive, or all of it. Finishes first what was cut short. */
  delete(folder: ArchiveFolder, what: ErasedPart, why: string): Promise<Kept> {
    return this.#withLog(async (log) => {
      await this.#finish(log);
      return this.#delete(log, folder, what, { rule: { name: 'decision' }, why });
    });
  }

  /** Nothing of a lesson is deleted until it is released. */
  hold(lessonId: string, why: string): Promise<void> {
    return this.#withLog(async (log) => void (await log.append(this.#options.by, { type: 'held', lessonId, why })));
  }

  release(lessonId: string, why: string): Promise<void> {
    return this.#withLog(async (log) => void (await log.append(this.#options.by, { type: 'released', lessonId, why })));
  }

  /** @param lessonId null: all lessons without a rule of their own @param days null: for ever */
  retain(lessonId: string | null, days: number | null, why: string): Promise<void> {
    const event = { type: 'retentionSet', lessonId, days, why } as const;
    return this.#withLog(async (log) => void (await log.append(this.#options.by, event)));
  }

  /**
   * Deletes what is due by the rules of retention; with `dryRun` it stays. Finishes first what was cut short, and throws at the end what
   * the disk said to that.
   */
  expire(now: number, { dryRun }: { dryRun: boolean }): Promise<Kept[]> {
    return this.#withLog(async (log) => {
      const [failure] = dryRun ? [] : await this.#finish(log);
      const kept: Kept[] = [];
      for (const folder of await findArchives(this.#options.archivesPath)) {
        const read = await readManifest(folder.path, manifestName);
        if (!read.ok || !read.manifest.sealed || isErased(read.manifest) || read.manifest.endedAt === null) continue;
        const { endedAt } = read.manifest;
        const rule = dueRule(log.state, folder.lessonId, { endedAt, now });
        if (rule === null) continue;
        if (dryRun) kept.push({ name: folder.name, lessonId: folder.lessonId, refusal: null });
        else kept.push(await this.#delete(log, folder, 'all', { rule, why: `retention: ${rule.days} days` }));
      }
      if (failure !== undefined) throw failure;
      return kept;
    });
  }

  async #delete(
    log: KeepingLog,
    folder: ArchiveFolder,
    what: ErasedPart,
    { rule, why }: { rule: ArchiveErasure['rule']; why: string },
  ): Promise<Kept> {
    const { name, lessonId } = folder;
    const held = log.state.holds.get(lessonId);
    const refusal: EraseRefusal | null =
      held === undefined ? await refuseErasure(folder, this.#options) : { reason: 'held', why: held };
    if (refusal !== null) return { name, lessonId, refusal };
    const { at } = await log.append(this.#options.by, { type: 'erasureBegun', lessonId, what, rule, why });
    await erase(folder, { at, what, rule }, this.#options);
    await log.append(this.#options.by, { type: 'erasureDone', lessonId });
    return { name, lessonId, refusal: null };
  }

  async #withLog<Result>(work: (log: KeepingLog) => Promise<Result>): Promise<Result> {
    const log = await KeepingLog.open(dirname(this.#options.archivesPath));
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  }

  /** What a process that was killed has begun. Returns what the disk said where it did not allow it; that stays begun. */
  async #finish(log: KeepingLog): Promise<unknown[]> {
    if (log.state.begun.size === 0) return [];
    const failures: unknown[] = [];
    const folders = await findArchives(this.#options.archivesPath);
    for (const { lessonId, at, what, rule } of [...log.state.begun.values()]) {
      try {
        for (const folder of folders.filter((each) => each.lessonId === lessonId)) {
          await erase(folder, { at, what, rule }, this.#options);
        }
        await log.append(this.#options.by, { type: 'erasureDone', lessonId });
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }
}
