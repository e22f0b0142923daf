import type { Producer, Router } from 'mediasoup/types';

interface Pipe {
  made: Promise<Producer>;
  users: number;
}

/** Carries one track from its origin router to others of the same lesson. Idempotent: one pipe per router. */
export class TrackPipes {
  readonly #origin: Router;
  readonly #producer: Producer;
  readonly #pipes = new Map<string, Pipe>();

  constructor(origin: Router, producer: Producer) {
    this.#origin = origin;
    this.#producer = producer;
  }

  /** The track's producer id on `router`; give it back with {@link TrackPipes.release}. */
  async ensure(router: Router): Promise<string> {
    if (router.id === this.#origin.id) return this.#producer.id;
    const known = this.#pipes.get(router.id);
    const pipe = known ?? { made: this.#make(router), users: 0 };
    pipe.users += 1;
    this.#pipes.set(router.id, pipe);
    try {
      return (await pipe.made).id;
    } catch (error) {
      if (this.#pipes.get(router.id) === pipe) this.#pipes.delete(router.id);
      throw error;
    }
  }

  /** The last one out closes the pipe: what nobody there receives is not carried there. */
  release(router: Router): void {
    const pipe = this.#pipes.get(router.id);
    if (pipe === undefined) return;
    pipe.users -= 1;
    if (pipe.users > 0) return;
    this.#pipes.delete(router.id);
    pipe.made.then((producer) => producer.close()).catch(() => {});
  }

  async #make(router: Router): Promise<Producer> {
    const { pipeProducer } = await this.#origin.pipeToRouter({
      producerId: this.#producer.id,
      router,
      // An id of its own: a pipe may be made again while the former one is still closing.
      keepId: false,
      enableRtx: true,
      enableSctp: false,
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    });
    if (pipeProducer === undefined) throw new Error('pipeToRouter gave no producer');
    return pipeProducer;
  }
}
