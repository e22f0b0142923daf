import { ortc } from 'mediasoup';
import type { RtpCapabilities } from 'mediasoup/types';
import type { Logger } from 'pino';
import type { NodeDescription } from '../../control/index.ts';
import type { EngineLesson, EngineSeat, EngineTap, MediaEngine } from '../engine/engine.ts';
import { SfuError } from '../sfu-error.ts';
import { type Addresses, addressTowards, chooseAddresses, isLoopback, localAddresses } from './addresses.ts';
import { routerCodecs } from './codecs.ts';
import { LessonRouters } from './lesson-routers.ts';
import { MediasoupSeat } from './mediasoup-seat.ts';
import { MediasoupTap } from './mediasoup-tap.ts';
import { placeSeat } from './placement.ts';
import { WorkerPool } from './worker-pool.ts';

export interface MediasoupEngineOptions {
  workers: number;
  /** Told to browsers; empty for every local IPv4 address. */
  announcedIps: readonly string[];
  minPort: number;
  maxPort: number;
  /** Addresses off this machine to which RTP may go. */
  recorderIps: readonly string[];
  /** How much heavier a lesson's own worker may be before its next seat goes to another; see placeSeat. */
  placementSlack?: number;
  log: Logger;
}

/** Weight of a small lesson's seats: a teacher and about three classrooms stay together. */
const defaultPlacementSlack = 24;

/** Media by mediasoup: one worker per core, lessons over several workers by pipes. */
export class MediasoupEngine implements MediaEngine {
  readonly rtpCapabilities: RtpCapabilities;
  readonly #options: MediasoupEngineOptions;
  readonly #addresses: Addresses;
  readonly #pool: WorkerPool;

  private constructor(options: MediasoupEngineOptions, addresses: Addresses, pool: WorkerPool) {
    this.#options = options;
    this.#addresses = addresses;
    this.#pool = pool;
    this.rtpCapabilities = ortc.generateRouterRtpCapabilities(routerCodecs);
  }

  /** @throws when a worker cannot be started or no port is free. */
  static async start(options: MediasoupEngineOptions): Promise<MediasoupEngine> {
    const addresses = chooseAddresses(options.announcedIps, localAddresses());
    const { workers: count, minPort, maxPort, log } = options;
    const pool = await WorkerPool.start({ count, minPort, maxPort, log, listenIps: addresses.listenIps });
    return new MediasoupEngine(options, addresses, pool);
  }

  workers(): NodeDescription['workers'] {
    return this.#pool.list().map(({ workerId, worker, load: { seats, consumers } }) => {
      return { workerId, pid: worker.pid, seats, consumers };
    });
  }

  openLesson(): EngineLesson {
    const routers = new LessonRouters();
    return {
      openSeat: (options) => this.#openSeat(routers, options.preferTcp),
      openTap: (address) => this.#openTap(address),
      onLevels: (listener) => routers.onLevels(listener),
      // Its seats and taps hold all that it has, and are closed by their owner.
      close: () => {},
    };
  }

  onWorkerDied(listener: (workerId: string) => void): () => void {
    return this.#pool.onDied(listener);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #openSeat(routers: LessonRouters, preferTcp: boolean): Promise<EngineSeat> {
    const slack = this.#options.placementSlack ?? defaultPlacementSlack;
    const media = placeSeat(await this.#pool.available(), routers.workerIds, slack);
    if (media === undefined) throw new SfuError('unavailable', 'no media worker is running');
    try {
      const here = await routers.acquire(media);
      try {
        return await MediasoupSeat.make(here, { preferTcp, announcedIps: this.#addresses.announcedIps });
      } catch (error) {
        here.release();
        throw error;
      }
    } catch (error) {
      if (media.worker.closed) throw new SfuError('unavailable', 'the media worker died', { cause: error });
      throw error;
    }
  }

  #openTap({ ip, port }: { ip: string; port: number }): EngineTap {
    if (!isLoopback(ip) && !this.#options.recorderIps.includes(ip)) {
      throw new SfuError('badRequest', 'not a registered recorder address');
    }
    return new MediasoupTap({ ip, port, listenIp: addressTowards(ip, localAddresses()) });
  }
}
