import { randomUUID } from 'node:crypto';
import {
  type ArchiveJob,
  type ArchiveJobResult,
  type ArchiveWork,
  isOpenJob,
  LessonError,
  type LessonId,
} from '../../protocol/lesson.ts';
import { FoldedLog } from '../log/folded-log.ts';
import type { Log } from '../log/log.ts';
import { evolveJobs, type JobEvent, type JobState } from './job-state.ts';

/** Jobs that wait or are done at the same time. */
const mostOpen = 200;
/** A job that its recorder has begun so often and never ended is what it dies of. */
const mostAttempts = 3;
/** What went on by less is not kept: a job leaves some twenty lines in the log, however long it takes. */
const leastPercent = 5;

/** What recorders do with archives, on a log of its own. What changes it throws LessonError; `unavailable` while the log is away. */
export class ArchiveJobs {
  readonly #log: FoldedLog<JobState, JobEvent>;
  readonly #listeners = new Set<() => void>();
  readonly #stopFollowing: () => void;

  private constructor(log: FoldedLog<JobState, JobEvent>, follow: (listener: () => void) => () => void) {
    this.#log = log;
    this.#stopFollowing = follow(() => this.#tell());
  }

  static async open(log: Log): Promise<ArchiveJobs> {
    const fold = { name: 'archive-jobs', state: new Map(), evolve: evolveJobs };
    const folded = await FoldedLog.open<JobState, JobEvent>(log, fold);
    return new ArchiveJobs(folded, (listener) =>
      log.onAppended(fold.name, () => void folded.refresh().then(listener, () => {})),
    );
  }

  /** All that are still to be done, in their order. */
  get open(): ArchiveJob[] {
    return [...this.#log.state.values()].filter(isOpenJob);
  }

  /** Of a lesson, the newest first. */
  of(lessonId: LessonId): ArchiveJob[] {
    return [...this.#log.state.values()].filter((job) => job.lessonId === lessonId).reverse();
  }

  /** Throws `notFound`. */
  get(lessonId: LessonId, jobId: string): ArchiveJob {
    const job = this.#log.state.get(jobId);
    if (job?.lessonId !== lessonId) throw new LessonError('notFound', 'no such job');
    return job;
  }

  /** Called after each change, by whomever. Returns its undo. */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for a job; the same one that is still to be done is not asked for twice. Throws `tooMany`. */
  async request(lessonId: LessonId, work: ArchiveWork): Promise<ArchiveJob> {
    let jobId: string = randomUUID();
    await this.#log.change(() => {
      const same = this.open.find((job) => job.lessonId === lessonId && isSame(job.work, work));
      if (same) {
        jobId = same.jobId;
        return [];
      }
      if (this.open.length >= mostOpen) throw new LessonError('tooMany', 'too many jobs at once');
      return [{ type: 'jobRequested', jobId, lessonId, work }];
    });
    return this.get(lessonId, jobId);
  }

  /** A recorder takes a job, or takes it again after it died. Throws `notFound`, `conflict` when it is another's or over. */
  async claim(jobId: string, recorderId: string): Promise<ArchiveJob> {
    await this.#log.change((state) => {
      const job = state.get(jobId);
      if (!job) throw new LessonError('notFound', 'no such job');
      const isFree =
        job.phase.name === 'waiting' || (job.phase.name === 'running' && job.phase.recorderId === recorderId);
      if (!isFree) throw new LessonError('conflict', 'the job is not to be had');
      if (job.attempts >= mostAttempts) return [{ type: 'jobFailed', jobId, reason: 'gaveUp' }];
      return [{ type: 'jobClaimed', jobId, recorderId }];
    });
    return this.#known(jobId);
  }

  /** How far it is. Throws `conflict` when it is not that recorder's any more: then it stops. */
  async goOn(jobId: string, recorderId: string, at: { step: string; percent: number }): Promise<void> {
    await this.#log.change((state) => {
      const { phase } = ofRecorder(state, jobId, recorderId);
      const isNews = phase.step !== at.step || Math.abs(phase.percent - at.percent) >= leastPercent;
      return isNews ? [{ type: 'jobWentOn', jobId, ...at }] : [];
    });
  }

  /** It is over. Throws `conflict` when it is not that recorder's any more. */
  async end(
    jobId: string,
    recorderId: string,
    outcome: { result: ArchiveJobResult } | { reason: string },
  ): Promise<void> {
    await this.#log.change((state) => {
      ofRecorder(state, jobId, recorderId);
      return 'result' in outcome
        ? [{ type: 'jobDone', jobId, result: outcome.result }]
        : [{ type: 'jobFailed', jobId, reason: outcome.reason }];
    });
  }

  /** Idempotent; what is over stays what it is. Throws `notFound`. */
  async cancel(lessonId: LessonId, jobId: string): Promise<ArchiveJob> {
    await this.#log.change(() => (isOpenJob(this.get(lessonId, jobId)) ? [{ type: 'jobCancelled', jobId }] : []));
    return this.get(lessonId, jobId);
  }

  close(): void {
    this.#stopFollowing();
    this.#log.close();
  }

  #known(jobId: string): ArchiveJob {
    const job = this.#log.state.get(jobId);
    if (!job) throw new LessonError('notFound', 'no such job');
    return job;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (a: ArchiveWork, b: ArchiveWork): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function ofRecorder(state: JobState, jobId: string, recorderId: string) {
  const job = state.get(jobId);
  if (!job) throw new LessonError('notFound', 'no such job');
  const { phase } = job;
  if (phase.name !== 'running' || phase.recorderId !== recorderId) {
    throw new LessonError('conflict', 'the job is not yours');
  }
  return { job, phase };
}
