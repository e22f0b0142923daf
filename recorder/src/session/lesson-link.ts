import {
  type Answer,
  type ClientToServerEvents,
  type CommandInput,
  type CommandResult,
  type LessonCommandName,
  type LessonEntry,
  LessonError,
  type LessonId,
  type LessonState,
  limits,
  type ParticipantId,
  type RequestName,
  type ServerToClientEvents,
  type TapDescription,
} from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { CommandLine, pause } from './command-line.ts';
import { LessonClock } from './lesson-clock.ts';
import type { Signaling } from './signaling.ts';

export interface LinkListener {
  /** Sequence number of the last entry that is here. */
  after(): number;
  /** The line is up: everything that signaling may have forgotten must be said again. */
  onUp(snapshot: LessonState | null): void;
  onEntries(entries: LessonEntry[]): void;
  onTap(tap: TapDescription): void;
  /** The sfu or a worker of it was lost: taps can be opened again. */
  onMediaLost(): void;
  /** Signaling knows no such lesson; nothing more is tried. */
  onUnknown(): void;
  /** Another recorder has the seat. */
  onSuperseded(): void;
}

type LinkSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Emit = (name: string, envelope: unknown) => Promise<Answer<unknown>>;

const reconnectAfterMs = 200;
const reconnectAtMostMs = 2_000;

/** The recorder's seat in one lesson: keeps a line to it as long as it is not closed. Owned by the lesson's recording. */
export class LessonLink {
  readonly clock = new LessonClock();
  readonly #options: { lessonId: LessonId; signaling: Signaling; listener: LinkListener; logger: Logger };
  readonly #closing = new AbortController();
  readonly #commands: CommandLine;
  #socket: LinkSocket | null = null;
  #up = Promise.withResolvers<void>();
  #isUp = false;
  #participantId: ParticipantId | null = null;

  constructor(options: { lessonId: LessonId; signaling: Signaling; listener: LinkListener; logger: Logger }) {
    this.#options = options;
    this.#closing.signal.addEventListener('abort', () => this.#up.resolve());
    this.#commands = new CommandLine(
      (name, number, input) => this.#ask(name, number, input),
      () => this.#up.promise,
      this.#closing.signal,
    );
  }

  /** Takes the seat and connects; tries for ever. Returns when the line is first up, or the link is closed. */
  async open(): Promise<void> {
    void this.#connect();
    await this.#up.promise;
  }

  /** A command that the lesson decides, exactly once. Waits while the line is down. Throws LessonError. */
  command<Name extends LessonCommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    return this.#commands.run(name, input);
  }

  /** A question about this connection only. Throws LessonError; `unavailable` when the line is down. */
  async request<Name extends RequestName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    const answer = await this.#ask(name, 0, input);
    if (!answer.ok) throw new LessonError(answer.error.code, answer.error.message);
    return answer.value as CommandResult<Name>;
  }

  /** The seat that this recorder has; null before it has one. */
  get participantId(): ParticipantId | null {
    return this.#participantId;
  }

  /** Opens the line anew, for entries that are missing here. */
  renew(): void {
    this.#socket?.disconnect();
    this.#down();
    this.#socket?.connect();
  }

  /** Hangs up for good. Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#socket?.disconnect();
  }

  async #connect(): Promise<void> {
    const { lessonId, signaling, listener, logger } = this.#options;
    const { signal } = this.#closing;
    this.#down();
    while (!signal.aborted) {
      try {
        const { seatKey, participantId } = await signaling.takeSeat(lessonId, signal);
        this.#participantId = participantId;
        if (!signal.aborted) this.#openSocket(seatKey, listener);
        return;
      } catch (error) {
        if (error instanceof LessonError && error.code === 'notFound') {
          if (!signal.aborted) listener.onUnknown();
          return;
        }
        if (!signal.aborted) logger.warn({ err: error }, 'no seat yet');
        await pause(reconnectAfterMs * 2, signal);
      }
    }
  }

  #openSocket(seatKey: string, listener: LinkListener): void {
    const { lessonId, signaling } = this.#options;
    const socket: LinkSocket = io(signaling.url, {
      forceNew: true,
      transports: ['websocket'],
      auth: (give) => give({ lessonId, seatKey, after: listener.after(), session: null }),
      reconnectionDelay: reconnectAfterMs,
      reconnectionDelayMax: reconnectAtMostMs,
    });
    this.#socket = socket;
    const again = () => {
      if (this.#socket !== socket || this.#closing.signal.aborted) return;
      this.#socket = null;
      socket.disconnect();
      void pause(reconnectAfterMs, this.#closing.signal).then(() => this.#connect());
    };
    socket.on('welcome', ({ at, snapshot, commandNumber }) => {
      this.clock.guess(at);
      this.#commands.resume(commandNumber);
      this.#isUp = true;
      this.#up.resolve();
      void this.clock.measure(() => this.request('time:ask', {})).catch(() => {});
      listener.onUp(snapshot);
    });
    socket.on('entries', ({ entries }) => listener.onEntries(entries));
    socket.on('tap', (tap) => listener.onTap(tap));
    socket.on('mediaLost', () => listener.onMediaLost());
    socket.on('closed', ({ code }) => {
      if (code === 'seatTaken') listener.onSuperseded();
      else again();
    });
    socket.on('disconnect', (reason) => {
      this.#down();
      // The library tries again by itself, except when the server hung up.
      if (reason === 'io server disconnect') again();
    });
    socket.on('connect_error', () => {
      if (!socket.active) again();
    });
  }

  #down(): void {
    if (!this.#isUp || this.#closing.signal.aborted) return;
    this.#isUp = false;
    this.#up = Promise.withResolvers<void>();
  }

  #ask(name: LessonCommandName | RequestName, number: number, input: unknown): Promise<Answer<unknown>> {
    const socket = this.#socket;
    if (socket === null || !this.#isUp) {
      return Promise.resolve({ ok: false, error: { code: 'unavailable', message: 'the line is down' } });
    }
    const waiting = socket.timeout(limits.commandTimeoutMs);
    // The table of commands types each message; here the name is any of them.
    const emit = waiting.emitWithAck.bind(waiting) as unknown as Emit;
    return emit(name, { number, input });
  }
}
