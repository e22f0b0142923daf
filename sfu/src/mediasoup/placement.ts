import type { MediaWorker } from './media-worker.ts';

/** What placing looks at. */
export type Weighed = Pick<MediaWorker, 'workerId' | 'load'>;

/** How much a worker carries: packets are handled per producer and per consumer, a transport costs a little. */
export function weight({ load }: Weighed): number {
  return 2 * load.seats + load.consumers + load.producers;
}

/**
 * The worker for a lesson's next seat: one that the lesson is on already, so that nothing needs a pipe, unless another
 * carries less by more than `slack`.
 */
export function placeSeat<Worker extends Weighed>(
  workers: readonly Worker[],
  usedByLesson: ReadonlySet<string>,
  slack: number,
): Worker | undefined {
  const lightest = (among: readonly Worker[]): Worker | undefined =>
    among.reduce<Worker | undefined>(
      (best, worker) => (best === undefined || weight(worker) < weight(best) ? worker : best),
      undefined,
    );
  const best = lightest(workers);
  const near = lightest(workers.filter(({ workerId }) => usedByLesson.has(workerId)));
  if (best === undefined || near === undefined) return best ?? near;
  return weight(near) <= weight(best) + slack ? near : best;
}
