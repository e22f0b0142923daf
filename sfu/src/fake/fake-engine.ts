import type { RtpCapabilities } from 'mediasoup/types';
import type { NodeDescription } from '../../control/index.ts';
import type { EngineLesson, Level, MediaEngine } from '../engine/engine.ts';
import { SfuError } from '../sfu-error.ts';
import { FakeSeat } from './fake-seat.ts';
import { FakeTap } from './fake-tap.ts';

/** One worker that carries nothing. */
export interface FakeWorker {
  readonly workerId: string;
  readonly pid: number;
  seats: number;
  consumers: number;
  alive: boolean;
}

/** Keeps the books of an engine and moves no media: for tests that need an sfu and no worker process. */
export class FakeEngine implements MediaEngine {
  readonly rtpCapabilities: RtpCapabilities = {
    codecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, preferredPayloadType: 100 },
      { kind: 'video', mimeType: 'video/H264', clockRate: 90_000, preferredPayloadType: 101 },
    ],
    headerExtensions: [],
  };
  readonly #workers: FakeWorker[] = [];
  readonly #listeners = new Set<(workerId: string) => void>();
  readonly #levels = new Map<string, Set<(levels: Level[]) => void>>();
  #started = 0;

  constructor(workers = 2) {
    for (let index = 0; index < workers; index += 1) this.#start();
  }

  workers(): NodeDescription['workers'] {
    return this.#workers.map(({ workerId, pid, seats, consumers }) => ({ workerId, pid, seats, consumers }));
  }

  openLesson(lessonId: string): EngineLesson {
    const levels = this.#levels.get(lessonId) ?? new Set();
    this.#levels.set(lessonId, levels);
    return {
      openSeat: async ({ preferTcp }) => {
        const [worker] = [...this.#workers].sort((a, b) => a.seats - b.seats);
        if (worker === undefined) throw new SfuError('unavailable', 'no media worker is running');
        return new FakeSeat(worker, preferTcp);
      },
      openTap: ({ ip }) => {
        if (!ip.startsWith('127.')) throw new SfuError('badRequest', 'not a registered recorder address');
        return new FakeTap();
      },
      onLevels: (listener) => {
        levels.add(listener);
        return () => levels.delete(listener);
      },
      close: () => {},
    };
  }

  /** As if a worker process were killed: told at once, and replaced. */
  killWorker(workerId: string): void {
    const position = this.#workers.findIndex((worker) => worker.workerId === workerId);
    const [worker] = position === -1 ? [] : this.#workers.splice(position, 1);
    if (worker === undefined) return;
    worker.alive = false;
    this.#start();
    for (const listener of this.#listeners) listener(workerId);
  }

  /** As if these sounds were heard in a lesson. */
  speak(lessonId: string, levels: Level[]): void {
    for (const listener of this.#levels.get(lessonId) ?? []) listener(levels);
  }

  onWorkerDied(listener: (workerId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#workers.length = 0;
  }

  #start(): void {
    this.#started += 1;
    const [workerId, pid] = [`fake${this.#started}`, 100_000 + this.#started];
    this.#workers.push({ workerId, pid, seats: 0, consumers: 0, alive: true });
  }
}
