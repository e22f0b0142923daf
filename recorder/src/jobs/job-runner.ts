import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ArchiveJob, ArchiveWorkKind } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { findArchives } from '../archive-tool/list.ts';
import type { WorkOutcome, WorkProgress } from './do-work.ts';
import type { JobDoor } from './job-door.ts';
import type { runApart } from './run-apart.ts';

export interface JobRunnerOptions {
  door: Pick<JobDoor, 'claim' | 'progress' | 'end'>;
  /** The same after every restart: jobs that it had are its own still. */
  recorderId: string;
  archivesPath: string;
  keyFile: string;
  run: typeof runApart;
  /** Cores of this machine. Default: as many as there are. */
  cores?: number;
  logger: Logger;
}

/** Work that keeps cores busy for minutes. */
const heavy: ReadonlySet<ArchiveWorkKind> = new Set(['film', 'tracks', 'export']);
/** On a machine with fewer cores heavy work waits while a lesson is recorded, however low its priority. */
const plentyCores = 4;
const againMs = 2_000;
const progressMs = 1_000;

/**
 * Does jobs of archives that are on this machine: one at a time, in a process of its own, and none that would take from a recording. What was
 * under way when the recorder died is begun anew. Its owner closes it.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  #jobs: readonly ArchiveJob[] = [];
  #isRecording = false;
  /** `jobId` is null while none is taken yet. */
  #current: { jobId: string | null; stop: AbortController } | null = null;
  /** Jobs that are over here and not there yet, or that were not to be had. */
  readonly #past = new Set<string>();
  /** Something has changed since the jobs were looked through. */
  #isNews = false;
  #work: Promise<void> = Promise.resolve();

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'JobRunner' });
  }

  /** What is to be done now, whole. */
  jobs(jobs: readonly ArchiveJob[]): void {
    this.#jobs = jobs;
    const open = new Set(jobs.map(({ jobId }) => jobId));
    for (const jobId of this.#past) if (!open.has(jobId)) this.#past.delete(jobId);
    const { jobId: current, stop } = this.#current ?? { jobId: null, stop: null };
    if (current !== null && !open.has(current)) stop?.abort(new Error('cancelled'));
    this.#goOn();
  }

  /** How many lessons are recorded now. */
  recording(lessons: number): void {
    this.#isRecording = lessons > 0;
    this.#goOn();
  }

  /** Stops what is under way; it is begun anew at the next start. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('closing'));
    this.#current?.stop.abort(this.#closing.signal.reason);
    await this.#work;
  }

  #goOn(): void {
    this.#isNews = true;
    if (this.#current !== null || this.#closing.signal.aborted) return;
    this.#isNews = false;
    const stop = new AbortController();
    // Taken before the first await: there is one at a time.
    this.#current = { jobId: null, stop };
    this.#work = this.#next(stop)
      .catch((error: unknown) => {
        this.#logger.error({ err: error }, 'a job could not be done');
        return false;
      })
      .then((wasBusy) => {
        this.#current = null;
        if (wasBusy || this.#isNews) this.#goOn();
      });
  }

  /** Does one job; false when there is none to do. */
  async #next(stop: AbortController): Promise<boolean> {
    const folders = await findArchives(this.#options.archivesPath);
    for (const job of this.#jobs) {
      const folder = folders.find(({ lessonId }) => lessonId === job.lessonId);
      if (!folder || !this.#isFor(job)) continue;
      const answer = await this.#options.door.claim(job.jobId);
      if (answer === 'away') {
        await wait(againMs, undefined, { signal: this.#closing.signal }).catch(() => {});
        return true;
      }
      if (answer === 'gone') {
        this.#past.add(job.jobId);
        continue;
      }
      this.#current = { jobId: job.jobId, stop };
      await this.#do(job, folder, stop);
      return true;
    }
    return false;
  }

  #isFor({ jobId, phase, work }: ArchiveJob): boolean {
    if (this.#past.has(jobId)) return false;
    const isOwn = phase.name === 'running' && phase.recorderId === this.#options.recorderId;
    if (phase.name !== 'waiting' && !isOwn) return false;
    const { cores = availableParallelism() } = this.#options;
    return !(heavy.has(work.kind) && this.#isRecording && cores < plentyCores);
  }

  async #do({ jobId, lessonId, work }: ArchiveJob, folder: ArchiveFolder, stop: AbortController): Promise<void> {
    const { archivesPath, keyFile, run } = this.#options;
    this.#logger.info({ jobId, lessonId, kind: work.kind }, 'job begun');
    const order = { archivesPath, name: folder.name, keyFile, work };
    try {
      const outcome = await run(order, { signal: stop.signal, onProgress: this.#teller(jobId, stop) });
      this.#past.add(jobId);
      this.#logger.info({ jobId, lessonId, ...outcome }, 'job ended');
      await this.#end(jobId, outcome);
    } catch (error) {
      if (stop.signal.aborted) {
        // Not begun again before the list has heard of it, too.
        if (!this.#closing.signal.aborted) this.#past.add(jobId);
        this.#logger.info({ jobId, lessonId }, 'job stopped');
        return;
      }
      this.#past.add(jobId);
      this.#logger.error({ err: error, jobId, lessonId }, 'job failed');
      await this.#end(jobId, { reason: 'failed' });
    }
  }

  /** Says how far it is, now and then; learns so, too, that the job was cancelled. */
  #teller(jobId: string, stop: AbortController): (progress: WorkProgress) => void {
    let toldAt = 0;
    return (progress) => {
      if (Date.now() - toldAt < progressMs) return;
      toldAt = Date.now();
      void this.#options.door.progress(jobId, progress).then((answer) => {
        if (answer === 'gone') stop.abort(new Error('cancelled'));
      });
    };
  }

  /** Until it is heard, or nobody wants to know. */
  async #end(jobId: string, outcome: WorkOutcome): Promise<void> {
    while ((await this.#options.door.end(jobId, outcome)) === 'away' && !this.#closing.signal.aborted) {
      await wait(againMs, undefined, { signal: this.#closing.signal }).catch(() => {});
    }
  }
}
