import type { Logger } from 'pino';
import { limits } from '../limits.ts';
import { SfuError } from '../sfu-error.ts';
import { type MediaWorker, startMediaWorker } from './media-worker.ts';

export interface WorkerPoolOptions {
  count: number;
  listenIps: readonly string[];
  minPort: number;
  maxPort: number;
  log: Logger;
}

/** One worker per core. A worker that dies is reported at once and replaced, on the same port where that is free. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #workers: (MediaWorker | undefined)[];
  readonly #starting = new Map<number, Promise<void>>();
  readonly #listeners = new Set<(workerId: string) => void>();
  readonly #retries = new Set<NodeJS.Timeout>();
  #generation = 0;
  #closed = false;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#workers = Array.from({ length: options.count }, () => undefined);
  }

  /** @throws when a worker cannot be started: nothing is left behind then. */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      // One after the other: each takes the first port that the others have left.
      for (let index = 0; index < options.count; index += 1) await pool.#start(index, undefined);
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  list(): MediaWorker[] {
    return this.#workers.filter((worker) => worker !== undefined);
  }

  /**
   * The workers that live; waits for the first while all are being replaced.
   *
   * @throws {SfuError} `unavailable` when there is none.
   */
  async available(): Promise<MediaWorker[]> {
    if (this.list().length === 0) await Promise.any(this.#starting.values()).catch(() => {});
    const workers = this.list();
    if (workers.length === 0 || this.#closed) throw new SfuError('unavailable', 'no media worker is running');
    return workers;
  }

  onDied(listener: (workerId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const retry of this.#retries) clearTimeout(retry);
    await Promise.allSettled(this.#starting.values());
    await Promise.all(this.list().map(closeWorker));
    this.#workers.fill(undefined);
  }

  async #start(index: number, formerPort: number | undefined): Promise<void> {
    this.#generation += 1;
    const started = await startMediaWorker(
      `worker${this.#generation}`,
      this.#options.listenIps,
      this.#ports(formerPort),
    );
    if (this.#closed) return closeWorker(started);
    this.#workers[index] = started;
    started.worker.once('died', () => this.#died(index, started));
    const { workerId, port } = started;
    this.#options.log.info({ workerId, port, workerPid: started.worker.pid }, 'worker started');
  }

  #died(index: number, { workerId, port }: MediaWorker): void {
    this.#workers[index] = undefined;
    for (const listener of this.#listeners) listener(workerId);
    this.#replace(index, port, limits.workerRetryMs);
  }

  #replace(index: number, port: number, retryMs: number): void {
    if (this.#closed) return;
    const starting = this.#start(index, port);
    this.#starting.set(index, starting);
    starting
      .catch((error: unknown) => {
        this.#options.log.error({ err: error, retryMs }, 'worker not replaced');
        const retry = setTimeout(() => {
          this.#retries.delete(retry);
          this.#replace(index, port, Math.min(retryMs * 2, limits.workerRetryMaxMs));
        }, retryMs);
        retry.unref();
        this.#retries.add(retry);
      })
      .finally(() => this.#starting.delete(index));
  }

  *#ports(former: number | undefined): Generator<number> {
    if (former !== undefined) yield former;
    const taken = new Set(this.list().map(({ port }) => port));
    for (let port = this.#options.minPort; port <= this.#options.maxPort; port += 1) {
      if (!taken.has(port) && port !== former) yield port;
    }
  }
}

async function closeWorker({ worker }: MediaWorker): Promise<void> {
  if (worker.subprocessClosed) return;
  const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
  worker.close();
  await gone;
}
