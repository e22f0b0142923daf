import { randomUUID } from 'node:crypto';
import type { RtpCapabilities } from 'mediasoup/types';
import type { SeatMedia, SeatStats } from '../../control/index.ts';
import type { EngineSeat, SeatMeasure } from '../engine/engine.ts';
import type { HeldSeat } from '../plan/held.ts';
import type { Want } from '../plan/plan-index.ts';
import { SfuError } from '../sfu-error.ts';
import type { Emit, LessonContext } from './context.ts';
import { SeatReceive } from './seat-receive.ts';
import type { Track } from './track.ts';

/** One session of a seat: two transports, what it sends and what it receives. Owned by its lesson. */
export class Seat implements HeldSeat {
  readonly seatId: string;
  readonly session: string;
  readonly openedAtMs: number;
  readonly receive: SeatReceive;
  admitted = false;
  interest: ReadonlyMap<string, number> = new Map();
  readonly #context: LessonContext;
  readonly #mediaEpoch: string;
  readonly #ready: Promise<EngineSeat>;
  #engine: EngineSeat | undefined;
  #opened: Promise<SeatMedia> | undefined;
  #announcing = false;
  #measure: SeatMeasure = { roundTripMs: null, uplinkLoss: null, availableOutgoingBps: null };
  #closed = false;

  constructor(
    context: LessonContext,
    options: {
      seatId: string;
      session: string;
      engine: Promise<EngineSeat>;
      findTrack: (trackId: string) => Track | undefined;
    },
  ) {
    this.#context = context;
    this.seatId = options.seatId;
    this.session = options.session;
    this.openedAtMs = context.clock.nowMs();
    this.#mediaEpoch = `${context.incarnation}.${options.session}.${randomUUID().slice(0, 8)}`;
    this.receive = new SeatReceive(context, { findTrack: options.findTrack, onChanged: () => this.tellConsumers() });
    this.#ready = options.engine.then((engine) => this.#arrived(engine));
    // Whoever asks for the seat is told; nobody may be asking.
    this.#ready.catch(() => {});
  }

  get wants(): ReadonlyMap<string, Want> {
    return this.receive.wants;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The worker that carries it, once placed. */
  get workerId(): string | undefined {
    return this.#engine?.workerId;
  }

  /** Both transports, and the consumers that the plan wants by now. The same transports each time. */
  async open(rtpCapabilities: RtpCapabilities): Promise<SeatMedia> {
    this.#opened ??= this.#open(rtpCapabilities);
    return { ...(await this.#opened), ...this.receive.describe() };
  }

  /** @throws {SfuError} `notFound` when the seat was closed meanwhile. */
  async media(): Promise<EngineSeat> {
    const engine = await this.#ready;
    if (this.#closed) throw new SfuError('notFound', 'seat closed');
    return engine;
  }

  /** Emits what this seat should be receiving: when that changes, and for a link that is new. */
  tellConsumers(emit: Emit = this.#context.emit): void {
    if (!this.#announcing || this.#closed) return;
    const { lessonId } = this.#context;
    emit('seatChanged', { lessonId, seatId: this.seatId, session: this.session, ...this.receive.describe() });
  }

  /** Asks the worker for what does not come by itself. */
  async measure(): Promise<void> {
    if (this.#engine === undefined || this.#closed) return;
    try {
      this.#measure = await this.#engine.measure();
    } catch (error) {
      if (!this.#closed) this.#context.log.debug({ err: error, seatId: this.seatId }, 'seat not measured');
    }
  }

  stats(tracks: readonly Track[]): SeatStats {
    const scores = tracks.flatMap(({ engine, paused }) => (paused || engine.score === null ? [] : [engine.score]));
    return {
      seatId: this.seatId,
      uplinkScore: scores.length === 0 ? null : Math.min(...scores),
      downlinkScore: this.receive.score(),
      ...this.#measure,
      transport: this.#engine?.protocol ?? null,
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.receive.close();
    this.#engine?.close();
  }

  async #open(routerRtpCapabilities: RtpCapabilities): Promise<SeatMedia> {
    const { send, receive } = await this.#ready;
    await this.receive.begin(await this.media());
    this.#announcing = true;
    if (this.#closed) throw new SfuError('notFound', 'seat closed');
    return { mediaEpoch: this.#mediaEpoch, routerRtpCapabilities, send, receive, ...this.receive.describe() };
  }

  #arrived(engine: EngineSeat): EngineSeat {
    if (this.#closed) {
      engine.close();
      throw new SfuError('notFound', 'seat closed');
    }
    this.#engine = engine;
    const { lessonId, emit } = this.#context;
    engine.onTransportState((transportId, state) => {
      if (!this.#closed) emit('transportChanged', { lessonId, seatId: this.seatId, transportId, state });
    });
    return engine;
  }
}
