import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type CommandInput,
  type CommandName,
  type CommandResult,
  type ConsumerDescription,
  emptyLesson,
  evolve,
  LessonError,
  type LessonState,
  limits,
  type SeatGrantAnswer,
  type SeatMedia,
  type Welcome,
} from '@tongke/signaling/protocol/lesson';
import { io, type Socket } from 'socket.io-client';
import { createApi } from '../demo/api.ts';
import { asEdgeConsumer, asEdgeTransport, asOpaque, type EdgeTransport } from './media-types.ts';
import { type ReceivedTrack, ReceiveSide } from './receive-side.ts';
import { SendSide } from './send-side.ts';

/** How a seat of the crowd behaves. */
export interface SeatOptions {
  /** Where the lesson is served, and the token behind `#t=` of its link. */
  readonly baseUrl: string;
  readonly token: string;
  /** Sends a canned camera and a silent microphone. Default false. */
  readonly sends?: boolean;
  /** Looks at everything that it is offered, as a wall does. Default true. */
  readonly receives?: boolean;
  readonly deviceId?: string;
  /** Sends and receives media by this UDP port of this machine instead of the sfu's, where a bad line may listen. */
  readonly mediaPort?: number;
  /** The crystal of what it sends runs so many millionths fast. Default 0. */
  readonly fastPpm?: number;
}

let lastSsrc = 1_000;

/** One seat through the real protocol: HTTP for the seat, Socket.IO for the lesson, WebRTC for its media; no browser. */
export class CrowdSeat {
  readonly grant: SeatGrantAnswer;
  readonly socket: Socket;
  readonly #options: SeatOptions;
  #state: LessonState = emptyLesson;
  #after: number | null = null;
  #number = 0;
  #session = randomUUID();
  #mediaEpoch: string | undefined;
  #revision = -1;
  #receive: ReceiveSide | undefined;
  #send: SendSide | undefined;
  #welcomes = 0;
  #opening: Promise<void> = Promise.resolve();
  #closed = false;
  readonly #problems: string[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(grant: SeatGrantAnswer, options: SeatOptions) {
    this.grant = grant;
    this.#options = options;
    this.socket = io(options.baseUrl, {
      autoConnect: false,
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 250,
      reconnectionDelayMax: 1_000,
      auth: (give) =>
        give({
          lessonId: grant.lessonId,
          seatKey: grant.seatKey,
          after: this.#after,
          session: options.receives === false && !options.sends ? null : this.#session,
        }),
    });
    this.#listen();
  }

  /** Takes the seat and connects; resolves with the first welcome. @throws {LessonError} when the seat is refused */
  static async join(options: SeatOptions): Promise<CrowdSeat> {
    const api = createApi(options.baseUrl);
    const deviceId = options.deviceId ?? `crowd-${randomUUID()}`;
    const grant = await api.post<SeatGrantAnswer>('/api/seats', { token: options.token, deviceId });
    const seat = new CrowdSeat(grant, options);
    await new Promise<void>((resolve, reject) => {
      seat.socket.once('welcome', () => resolve());
      seat.socket.once('connect_error', (error) => reject(error));
      seat.socket.connect();
    });
    return seat;
  }

  get state(): LessonState {
    return this.#state;
  }

  /** What went wrong with media, in words. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  get tracks(): readonly ReceivedTrack[] {
    return this.#receive?.tracks ?? [];
  }

  get sentPackets(): number {
    return this.#send?.sentPackets ?? 0;
  }

  /** What this seat sends from now on. @throws when it sends nothing */
  get sender(): Pick<SendSide, 'show' | 'sound' | 'lose' | 'keepLog' | 'copyTo'> {
    if (this.#send === undefined) throw new Error('this seat sends nothing');
    return this.#send;
  }

  /** How often the seat has been welcomed: 1, and once more for each time that it came back. */
  get welcomes(): number {
    return this.#welcomes;
  }

  /** Measures the longest gaps between packets anew. */
  restartGaps(): void {
    this.#receive?.restartGaps();
  }

  /** Sends a command and takes the answer as it is; lesson commands are numbered. */
  async ask<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Answer<CommandResult<Name>>> {
    const request = name === 'time:ask' || name === 'view:look' || /^(media|transport|consumer):/.test(name);
    if (!request) this.#number += 1;
    return await this.socket
      .timeout(limits.commandTimeoutMs)
      .emitWithAck(name, { number: request ? 0 : this.#number, input });
  }

  /** Sends a command. @throws {LessonError} when it is refused */
  async command<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    const answer = await this.ask(name, input);
    if (!answer.ok) throw new LessonError(answer.error.code, `${name}: ${answer.error.message}`);
    return answer.value;
  }

  /** Resolves when something holds; looks each time that the seat hears something. @throws when aborted */
  async until(holds: (seat: CrowdSeat) => boolean, signal: AbortSignal): Promise<void> {
    while (!holds(this)) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(done, 50);
        const abort = () => {
          this.#waiting.delete(done);
          clearTimeout(timer);
          reject(signal.reason);
        };
        const waiting = this.#waiting;
        function done(): void {
          waiting.delete(done);
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          resolve();
        }
        waiting.add(done);
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true });
      });
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.socket.disconnect();
    this.#closeMedia();
  }

  #listen(): void {
    this.socket.on('welcome', (welcome: Welcome) => {
      this.#welcomes += 1;
      if (welcome.snapshot) this.#state = welcome.snapshot;
      this.#after = this.#state.sequence;
      this.#number = Math.max(this.#number, welcome.commandNumber);
      if (welcome.media) this.#inOrder(() => this.#openMedia(welcome.media));
      this.#heard();
    });
    this.socket.on('entries', ({ sequence, entries }) => {
      for (const entry of entries) if (entry.sequence > this.#state.sequence) this.#state = evolve(this.#state, entry);
      this.#after = sequence;
      this.#heard();
    });
    this.socket.on('consumers', (told) => {
      this.#inOrder(() => this.#applyConsumers(told.mediaEpoch, told.revision, told.consumers));
    });
    this.socket.on('mediaLost', () => {
      this.#session = randomUUID();
      this.#inOrder(async () => this.#openMedia(await this.command('media:open', { session: this.#session })));
    });
  }

  #heard(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Media steps one after another; a failure is kept for the report. */
  #inOrder(step: () => Promise<void>): void {
    this.#opening = this.#opening.then(step).catch((error) => {
      if (!this.#closed) this.#problems.push(error instanceof Error ? error.message : String(error));
    });
    this.#opening.then(() => this.#heard());
  }

  async #openMedia(media: SeatMedia | null): Promise<void> {
    if (media === null || this.#closed) return;
    if (media.mediaEpoch !== this.#mediaEpoch) {
      this.#closeMedia();
      this.#mediaEpoch = media.mediaEpoch;
      this.#revision = -1;
      await this.#openSides(media);
    }
    await this.#applyConsumers(media.mediaEpoch, media.revision, media.consumers);
  }

  async #openSides(media: SeatMedia): Promise<void> {
    const connect = (transportId: string) => (dtls: Parameters<typeof asOpaque>[0]) =>
      this.command('transport:connect', { transportId, dtlsParameters: asOpaque(dtls) });
    if (this.#options.receives !== false) {
      const transport = this.#led(asEdgeTransport(media.receive));
      this.#receive = new ReceiveSide(transport, connect(transport.transportId));
    }
    if (!this.#options.sends) return;
    const transport = this.#led(asEdgeTransport(media.send));
    lastSsrc += 10;
    const session = this.#session;
    this.#send = await SendSide.open(transport, lastSsrc, connect(transport.transportId), this.#options.fastPpm);
    for (const { source, kind, rtpParameters } of this.#send.tracks) {
      await this.command('track:publish', {
        source,
        kind,
        session,
        rtpParameters: asOpaque(rtpParameters),
        muted: false,
      });
    }
    this.#send.start();
  }

  #led(transport: EdgeTransport): EdgeTransport {
    const { mediaPort } = this.#options;
    if (mediaPort === undefined) return transport;
    const [first] = transport.iceCandidates.filter(({ protocol }) => protocol === 'udp');
    return { ...transport, iceCandidates: first ? [{ ...first, address: '127.0.0.1', port: mediaPort }] : [] };
  }

  async #applyConsumers(mediaEpoch: string, revision: number, consumers: ConsumerDescription[]): Promise<void> {
    if (mediaEpoch !== this.#mediaEpoch || revision <= this.#revision || this.#receive === undefined) return;
    this.#revision = revision;
    const fresh = await this.#receive.apply(consumers.map(asEdgeConsumer));
    if (fresh.length > 0) await this.command('consumer:ready', { consumerIds: fresh });
  }

  #closeMedia(): void {
    this.#receive?.close();
    this.#send?.close();
    this.#receive = undefined;
    this.#send = undefined;
  }
}
