import {
  type Answer,
  type AnswerError,
  type CommandInput,
  type CommandResult,
  type ErrorCode,
  errorCodes,
  type LessonCommandName,
  LessonError,
  limits,
  type Quality,
  type QueuePlaceTold,
  type RequestName,
  type SeatConsumers,
  senderLength,
  type TrackId,
  type VolatileMessage,
  type VolatileName,
  type Welcome,
} from '@tongke/signaling/protocol/lesson';
import { backoffMs } from '../backoff.ts';
import { Watched } from '../watched.ts';
import { CommandQueue } from './command-queue.ts';
import { LessonClock } from './lesson-clock.ts';
import { LessonStore } from './lesson-store.ts';
import { type MakeWire, type ServerEvents, socketWire, type Wire } from './wire.ts';

/** How the line to the server is. `down`: it was up, and is tried again for ever. `over`: this seat may not come back by itself. */
export type LineState =
  | { name: 'idle' }
  | { name: 'connecting'; since: number }
  | { name: 'up'; since: number }
  | { name: 'down'; since: number }
  | { name: 'over'; code: ErrorCode };

/** What the media side hears from the link. */
export interface LinkListener {
  onWelcome(welcome: Welcome): void;
  onConsumers(consumers: SeatConsumers & { mediaEpoch: string }): void;
  onMediaLost(): void;
  onDemand(demand: { trackId: TrackId; maxSpatialLayer: number }): void;
}

/** Refusals that trying again does not change. */
const final: ReadonlySet<ErrorCode> = new Set([
  'unauthorized',
  'forbidden',
  'notFound',
  'badRequest',
  'lessonEnded',
  'seatTaken',
  'seatRemoved',
  'linkExpired',
  'linkRevoked',
]);
const clockEveryMs = 30_000;

/** One seat's connection to its lesson: folds what it hears, sends what its people do, and never gives up. */
export class LessonLink {
  readonly line = new Watched<LineState>({ name: 'idle' });
  readonly quality = new Watched<ReadonlyMap<string, Quality>>(new Map());
  readonly presence = new Watched<{ classrooms: number; audience: number } | null>(null);
  /** Where this room's raised hand stands; null while it is down. */
  readonly place = new Watched<QueuePlaceTold>(null);
  readonly store = new LessonStore();
  readonly clock = new LessonClock();
  readonly #commands = new CommandQueue((name, number, input) => this.#ask(name, number, input));
  readonly lessonId: string;
  readonly #auth: { lessonId: string; seatKey: string };
  readonly #session: () => string | null;
  readonly #listener: LinkListener;
  readonly #makeWire: MakeWire;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #volatileListeners = new Set<(message: VolatileMessage) => void>();
  #wire: Wire | undefined;
  #refusals = 0;
  #closed = false;

  /** `session` names the media session that a new connection asks transports for. */
  constructor(options: {
    lessonId: string;
    seatKey: string;
    session: () => string | null;
    listener: LinkListener;
    makeWire?: MakeWire;
  }) {
    this.lessonId = options.lessonId;
    this.#auth = { lessonId: options.lessonId, seatKey: options.seatKey };
    this.#session = options.session;
    this.#listener = options.listener;
    this.#makeWire = options.makeWire ?? socketWire;
  }

  /** Connects; later states come through `line`. */
  async open(): Promise<void> {
    this.line.set({ name: 'connecting', since: Date.now() });
    const wire = await this.#makeWire(() => ({
      ...this.#auth,
      after: this.store.after,
      session: this.#session(),
    }));
    if (this.#closed) return;
    this.#wire = wire;
    this.#listen(wire);
    globalThis.addEventListener?.('online', this.#online);
    wire.connect();
  }

  /** A command that the lesson decides, exactly once. Waits while the line is down. Throws LessonError. */
  command<Name extends LessonCommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    return this.#commands.run(name, input);
  }

  /** A question about this connection only. Throws LessonError, `unavailable` while the line is down. */
  async request<Name extends RequestName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    const answer = await this.#ask(name, 0, input);
    if (!answer.ok) throw new LessonError(answer.error.code, answer.error.message);
    return answer.value as CommandResult<Name>;
  }

  /** Tells the others what is not kept; lost while the line is down or slow. */
  say<Name extends VolatileName>(name: Name, input: CommandInput<Name>): void {
    const wire = this.#wire;
    if (wire?.connected) (wire.volatile ?? wire).emit(name, input);
  }

  /** Calls back with what others say that is not kept. Returns its undo. */
  onVolatile(listener: (message: VolatileMessage) => void): () => void {
    this.#volatileListeners.add(listener);
    return () => this.#volatileListeners.delete(listener);
  }

  /** Hangs up for good. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    globalThis.removeEventListener?.('online', this.#online);
    this.#commands.close(new LessonError('unavailable', 'the page has left the lesson'));
    for (const timer of this.#timers) clearTimeout(timer);
    this.#wire?.disconnect();
  }

  /** The network is back: no reason to wait out a delay. */
  readonly #online = () => {
    if (this.line.get().name === 'up' || this.line.get().name === 'over') return;
    this.#wire?.disconnect();
    this.#wire?.connect();
  };

  #listen(wire: Wire): void {
    const on = <Name extends keyof ServerEvents>(name: Name, listener: ServerEvents[Name]) => wire.on(name, listener);
    on('welcome', (welcome) => this.#welcomed(welcome));
    on('entries', (batch) => this.store.append(batch));
    on('consumers', (consumers) => this.#listener.onConsumers(consumers));
    on('mediaLost', () => this.#listener.onMediaLost());
    on('demand', (demand) => this.#listener.onDemand(demand));
    on('place', (place) => this.place.set(place));
    on('presence', (presence) => this.presence.set(presence));
    on('quality', ({ participants }) => {
      this.quality.set(new Map(participants.map((quality) => [quality.participantId, quality])));
    });
    on('volatile', ({ messages }) => this.#heardVolatile(wire, messages));
    on('closed', (error) => this.#refused(error));
    wire.on('disconnect', ((reason: string) => this.#disconnected(reason)) as () => void);
    wire.on('connect_error', ((error: Error & { data?: AnswerError }) => {
      this.#fallen();
      if (error.data) this.#refused(error.data);
    }) as () => void);
  }

  #heardVolatile(wire: Wire, messages: readonly VolatileMessage[]): void {
    const own = wire.id?.slice(0, senderLength);
    for (const message of messages) {
      if (message.from === own) continue;
      for (const listener of [...this.#volatileListeners]) listener(message);
    }
  }

  #welcomed(welcome: Welcome): void {
    this.#refusals = 0;
    this.clock.guess(welcome.at);
    this.store.welcome(welcome);
    this.line.set({ name: 'up', since: Date.now() });
    this.#commands.resume(welcome.commandNumber);
    this.#listener.onWelcome(welcome);
    this.#measureClock(3);
  }

  /** A few quick questions, then one now and then. */
  #measureClock(quick: number): void {
    const connection = this.line.get();
    const again = () => {
      if (this.line.get() === connection)
        this.#after(quick > 0 ? 150 : clockEveryMs, () => this.#measureClock(quick - 1));
    };
    this.clock.measure(() => this.request('time:ask', {})).then(again, again);
  }

  #disconnected(reason: string): void {
    this.#fallen();
    // The library does not come back by itself from a server that hung up; a seat does, unless it was told to go.
    if (reason === 'io server disconnect') this.#again();
  }

  #refused(error: AnswerError): void {
    const code = errorCodes.find((known) => known === error.code) ?? 'internal';
    if (!final.has(code)) {
      this.#again();
      return;
    }
    this.line.set({ name: 'over', code });
    this.#commands.close(new LessonError(code, error.message));
    this.#wire?.disconnect();
  }

  #again(): void {
    if (this.#closed || this.line.get().name === 'over') return;
    this.#after(backoffMs(this.#refusals, 250, 5_000), () => this.#wire?.connect());
    this.#refusals += 1;
  }

  #fallen(): void {
    this.#commands.pause();
    if (this.line.get().name === 'up') this.line.set({ name: 'down', since: Date.now() });
  }

  #ask(name: string, number: number, input: unknown): Promise<Answer<unknown>> {
    const wire = this.#wire;
    if (!wire?.connected) return Promise.reject(new LessonError('unavailable', 'the line is down'));
    return new Promise((resolve, reject) => {
      const timer = this.#after(limits.commandTimeoutMs, () => reject(new LessonError('unavailable', 'no answer')));
      wire.emit(name, { number, input }, (answer: Answer<unknown>) => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        resolve(answer);
      });
    });
  }

  #after(delayMs: number, action: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) action();
    }, delayMs);
    this.#timers.add(timer);
    return timer;
  }
}
