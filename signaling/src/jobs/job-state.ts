import type { ArchiveJob, ArchiveJobResult, ArchiveWork, LessonId } from '../../protocol/lesson.ts';

/** What happens to jobs, as their log keeps it. */
export type JobEvent =
  | { type: 'jobRequested'; jobId: string; lessonId: LessonId; work: ArchiveWork }
  /** For the first time, or again by the recorder that had it. */
  | { type: 'jobClaimed'; jobId: string; recorderId: string }
  | { type: 'jobWentOn'; jobId: string; step: string; percent: number }
  | { type: 'jobDone'; jobId: string; result: ArchiveJobResult }
  | { type: 'jobFailed'; jobId: string; reason: string }
  | { type: 'jobCancelled'; jobId: string };

/** By their ids, in the order in which they were asked for. */
export type JobState = Map<string, ArchiveJob>;

/** Jobs that are over and still told of. */
const mostEnded = 500;

/** Folds one event in; the state is its owner's own and changes in place. Types of a later version change nothing. */
export function evolveJobs(jobs: JobState, event: JobEvent, at: number): void {
  if (event.type === 'jobRequested') {
    const { jobId, lessonId, work } = event;
    jobs.set(jobId, { jobId, lessonId, work, requestedAt: at, attempts: 0, phase: { name: 'waiting' } });
    forgetOldest(jobs);
    return;
  }
  const job = jobs.get(event.jobId);
  if (!job) return;
  switch (event.type) {
    case 'jobClaimed': {
      const phase = { name: 'running', recorderId: event.recorderId, step: 'begin', percent: 0 } as const;
      jobs.set(job.jobId, { ...job, attempts: job.attempts + 1, phase });
      break;
    }
    case 'jobWentOn':
      if (job.phase.name !== 'running') break;
      jobs.set(job.jobId, { ...job, phase: { ...job.phase, step: event.step, percent: event.percent } });
      break;
    case 'jobDone':
      jobs.set(job.jobId, { ...job, phase: { name: 'done', endedAt: at, result: event.result } });
      break;
    case 'jobFailed':
      jobs.set(job.jobId, { ...job, phase: { name: 'failed', endedAt: at, reason: event.reason } });
      break;
    case 'jobCancelled':
      jobs.set(job.jobId, { ...job, phase: { name: 'cancelled', endedAt: at } });
      break;
  }
}

function forgetOldest(jobs: JobState): void {
  if (jobs.size <= mostEnded) return;
  for (const { jobId, phase } of jobs.values()) {
    if (phase.name === 'waiting' || phase.name === 'running') continue;
    jobs.delete(jobId);
    return;
  }
}
