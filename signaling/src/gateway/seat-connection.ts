import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import {
  type Answer,
  type AnswerError,
  type ClientToServerEvents,
  type ErrorCode,
  type LessonEntry,
  type LessonState,
  type LinkAuth,
  limits,
  project,
  type SeatConsumers,
  type SeatGrant,
  type SeatMedia,
  type ServerToClientEvents,
  senderLength,
  type Viewer,
  type VolatileMessage,
  type VolatileName,
  visibleTo,
} from '../../protocol/lesson.ts';
import { participantOf } from '../auth/seat.ts';
import type { Actor } from '../decide/command.ts';
import { admitVolatile, dispatch, isVolatile, type Seat } from '../dispatch.ts';
import { type LessonHost, unwrap } from '../lesson-host.ts';
import type { SeatMediaDesk } from '../media/seat-media.ts';
import { LineMeter } from './line-meter.ts';
import { RateGate } from './rate.ts';

export type SeatSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

const server: Actor = { kind: 'server' };
/** A socket that goes this many times over its rate is closed. */
const floodFactor = 5;

/** One device on one seat: attaches it, keeps its projection in step, answers its commands. */
export class SeatConnection {
  readonly viewer: Viewer;
  readonly host: LessonHost;
  readonly connectionId: string;
  readonly #socket: SeatSocket;
  readonly #grant: SeatGrant;
  readonly #media: SeatMediaDesk;
  readonly #roster: Seat['roster'];
  readonly #logger: Logger;
  readonly #rate = new RateGate(limits.commandsPerWindow, limits.commandWindowMs);
  readonly #line: LineMeter;
  readonly #volatileRate = new RateGate(limits.volatilesPerWindow, limits.volatileWindowMs);
  readonly #say: (message: VolatileMessage) => void;
  #stopFollowing: () => void = () => {};
  /** How far the browser has been told; -1 before the welcome. */
  #told = -1;
  #session: string | null = null;
  #mediaEpoch: string | null = null;
  /** What the sfu said last of this seat: of a session that the browser does not have yet, it goes with what hands it over. */
  #consumers: { session: string; told: SeatConsumers } | null = null;
  #closed = false;

  constructor(options: {
    socket: SeatSocket;
    host: LessonHost;
    grant: SeatGrant;
    viewer: Viewer;
    connectionId: string;
    media: SeatMediaDesk;
    roster: Seat['roster'];
    logger: Logger;
    /** Tells the lesson's other seats what this one says and is not kept. */
    say: (message: VolatileMessage) => void;
  }) {
    this.#socket = options.socket;
    this.#grant = options.grant;
    this.#line = new LineMeter(options.socket.conn);
    this.#media = options.media;
    this.#roster = options.roster;
    this.#logger = options.logger;
    this.#say = options.say;
    this.host = options.host;
    this.viewer = options.viewer;
    this.connectionId = options.connectionId;
  }

  /** Attaches the seat and welcomes the browser. Throws LessonError when the lesson does not take it. */
  async open(auth: LinkAuth): Promise<void> {
    this.#stopFollowing = this.host.onEntries((entries, state) => this.#onEntries(entries, state));
    this.#socket.onAny((name: string, ...args: unknown[]) => this.#onMessage(name, args));
    const ended = this.host.state.phase.name === 'ended';
    if (!ended || this.viewer.role === 'recorder') {
      const participant = participantOf(this.host.state, this.#grant);
      const input = { participant, connectionId: this.connectionId, keyHash: this.#grant.keyHash };
      unwrap(await this.host.execute(server, { name: 'seat:attach', input }));
    }
    const { session } = auth;
    const media = session && this.host.state.phase.name === 'open' ? await this.#tryMedia(session) : null;
    await this.#welcome(auth.after, session && media ? { session, media } : null);
  }

  /** What this seat should be receiving, of one of its sessions. */
  tellConsumers(session: string, told: SeatConsumers): void {
    this.#consumers = { session, told };
    if (session !== this.#session || this.#mediaEpoch === null) return;
    this.emit('consumers', { ...told, mediaEpoch: this.#mediaEpoch });
  }

  emit<Name extends keyof ServerToClientEvents>(name: Name, ...args: Parameters<ServerToClientEvents[Name]>): void {
    if (!this.#closed) this.#socket.emit(name, ...args);
  }

  /** The seat is over for this device. */
  end(error: AnswerError): void {
    this.emit('closed', error);
    this.close();
  }

  /** Lets go of the socket and detaches the seat, unless another device sits there by now. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopFollowing();
    this.#socket.disconnect(true);
    const { participantId } = this.viewer;
    const input = { participantId, connectionId: this.connectionId };
    void this.host.execute(server, { name: 'seat:detach', input });
  }

  async #tryMedia(session: string): Promise<SeatMedia | null> {
    try {
      return await this.#media.open({ session });
    } catch (error) {
      this.#logger.warn({ err: error }, 'joined without media');
      return null;
    }
  }

  /** Media as they go to the browser, at once, with what the sfu has said of them since it opened them. */
  #handOver(session: string, media: SeatMedia): SeatMedia {
    this.#session = session;
    this.#mediaEpoch = media.mediaEpoch;
    const newer = this.#consumers?.session === session && this.#consumers.told.revision > media.revision;
    return newer ? { ...media, ...this.#consumers?.told } : media;
  }

  async #welcome(after: number | null, opened: { session: string; media: SeatMedia } | null): Promise<void> {
    const { host, viewer } = this;
    const resume = after !== null && after >= 0 && after <= host.state.sequence;
    const missed: LessonEntry[] = [];
    let covered = after ?? 0;
    while (resume && covered < host.state.sequence) {
      const more = await host.entriesAfter(covered);
      missed.push(...more);
      covered = more.at(-1)?.sequence ?? host.state.sequence;
    }
    const { state } = host;
    this.emit('welcome', {
      participantId: viewer.participantId,
      role: viewer.role,
      at: host.now(),
      snapshot: resume ? null : this.#wire(project(state, viewer)),
      commandNumber: (state.commands[viewer.participantId]?.number ?? 0) + (resume ? 0 : limits.commandNumberStep),
      media: opened && this.#handOver(opened.session, opened.media),
    });
    this.#told = state.sequence;
    this.#tell(missed, state);
    this.#endIfLost(state);
  }

  /** Only the recorder, which keeps the log, gets what rights are made of. */
  #wire(state: LessonState): LessonState {
    return this.viewer.role === 'recorder' ? { ...state, commands: {} } : state;
  }

  #onEntries(entries: readonly LessonEntry[], state: LessonState): void {
    if (this.#told < 0) return;
    const fresh = entries.filter((entry) => entry.sequence > this.#told);
    this.#told = state.sequence;
    this.#tell(fresh, state);
    if (entries.some(({ event }) => concernsSeats(event.type))) this.#endIfLost(state);
  }

  #tell(entries: LessonEntry[], state: LessonState): void {
    const visible = entries.filter(({ event }) => visibleTo(event, this.viewer));
    const wired =
      this.viewer.role === 'recorder' ? visible : visible.map(({ sequence, at, event }) => ({ sequence, at, event }));
    for (let from = 0; from < wired.length; from += limits.entriesPerMessage) {
      const part = wired.slice(from, from + limits.entriesPerMessage);
      const isLast = from + part.length >= wired.length;
      this.emit('entries', {
        sequence: isLast ? state.sequence : (part.at(-1)?.sequence ?? state.sequence),
        entries: part,
      });
    }
  }

  /** Closes the connection, with the reason, when the seat is no longer this device's. */
  #endIfLost(state: LessonState): void {
    const code = this.#lostBy(state);
    if (code) this.end({ code, message: 'the seat is no longer yours' });
  }

  #lostBy(state: LessonState): ErrorCode | null {
    const { participantId } = this.viewer;
    if (Object.hasOwn(state.removed, participantId)) return 'seatRemoved';
    const held = state.grants[participantId];
    if (!held) return 'linkRevoked';
    if (held.keyHash !== this.#grant.keyHash) return 'seatTaken';
    const connection = state.participants[participantId]?.connection;
    return connection?.state === 'here' && connection.connectionId !== this.connectionId ? 'seatTaken' : null;
  }

  /** What is too much, malformed or not allowed now is passed over in silence, since it could be lost anyway. */
  #onVolatile(name: VolatileName, message: unknown): void {
    const pressure = this.#volatileRate.pressure(performance.now());
    if (pressure > floodFactor) this.#flooded();
    if (pressure > 1 || this.#told < 0) return;
    const admitted = admitVolatile(this, name, message, this.#socket.id.slice(0, senderLength));
    if (admitted) this.#say(admitted);
  }

  #flooded(): void {
    this.#logger.warn('flooding: closed');
    this.end({ code: 'tooMany', message: 'too many commands' });
  }

  #onMessage(name: string, args: unknown[]): void {
    if (isVolatile(name)) {
      this.#onVolatile(name, args[0]);
      return;
    }
    const acknowledge = args.at(-1);
    const answer = (value: Answer<unknown>) => {
      if (typeof acknowledge === 'function') acknowledge(value);
    };
    const pressure = this.#rate.pressure(performance.now());
    if (pressure > floodFactor) {
      this.#flooded();
      return;
    }
    if (pressure > 1) {
      answer({ ok: false, error: { code: 'tooMany', message: 'too many commands' } });
      return;
    }
    const seat: Seat = {
      viewer: this.viewer,
      host: this.host,
      media: this.#media,
      roundTripMs: this.#line.roundTripMs,
      roster: this.#roster,
      logger: this.#logger,
    };
    void dispatch(seat, name, args[0]).then((given) => {
      if (given.ok && name === 'media:open') {
        const { input } = args[0] as { input: { session: string } };
        answer({ ok: true, value: this.#handOver(input.session, given.value as SeatMedia) });
      } else answer(given);
      if (given.ok && name === 'seat:leave') this.close();
    });
  }
}

const concernsSeats = (type: string) =>
  type === 'seatGranted' || type === 'linkRevoked' || type === 'participantRemoved' || type === 'participantAttached';
