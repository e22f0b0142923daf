import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { SeatStats } from '@tongke/sfu/control';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { z } from 'zod';
import {
  type ClientToServerEvents,
  isId,
  isStaff,
  LessonError,
  type LessonState,
  type LinkAuth,
  lessonId,
  limits,
  participantId,
  type Quality,
  type SeatConsumers,
  type ServerToClientEvents,
  type TapDescription,
  type TrackId,
  type Viewer,
} from '../../protocol/lesson.ts';
import { authenticateSeat, roleOf } from '../auth/seat.ts';
import type { Directory } from '../directory/directory.ts';
import { rosterOfSeat } from '../directory/roster-of-seat.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';
import type { Conductor } from '../media/conductor.ts';
import { SeatMediaDesk } from '../media/seat-media.ts';
import type { SfuControl } from '../media/sfu-link.ts';
import { QueuePlaces } from './queue-places.ts';
import { SeatConnection, type SeatSocket } from './seat-connection.ts';
import { VolatileHub } from './volatile-hub.ts';
import type { VolatileRelay } from './volatile-relay.ts';

const authSchema = z.object({
  lessonId: z.string().refine(isId),
  seatKey: z.string().min(1).max(200),
  after: z.number().int().min(0).nullable(),
  session: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/)
    .nullable(),
});

const presenceEveryMs = 1_000;
const roomOf = (lessonId: string) => `volatile:${lessonId}`;

/** The door for browsers: one Socket.IO server, one {@link SeatConnection} for each seat that is here. */
export class Gateway {
  readonly io: Server<ClientToServerEvents, ServerToClientEvents>;
  readonly #lessons: Lessons;
  readonly #sfu: SfuControl;
  readonly #conductor: Conductor;
  readonly #directory: Directory;
  readonly #logger: Logger;
  readonly #nodeId: string;
  readonly #hub: VolatileHub;
  /** By lesson, then by participant. */
  readonly #seats = new Map<string, Map<string, SeatConnection>>();
  readonly #undo: (() => void)[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #counted = new Set<string>();
  readonly #places = new QueuePlaces(
    (id) => this.#seats.get(id)?.values() ?? [],
    (delayMs, action) => this.#after(delayMs, action),
  );
  #closed = false;

  constructor(options: {
    lessons: Lessons;
    sfu: SfuControl;
    conductor: Conductor;
    directory: Directory;
    nodeId: string;
    logger: Logger;
    /** To the other nodes; none when this is the only one. Its owner closes it. */
    relay?: VolatileRelay | undefined;
  }) {
    this.#lessons = options.lessons;
    this.#sfu = options.sfu;
    this.#conductor = options.conductor;
    this.#directory = options.directory;
    this.#nodeId = options.nodeId;
    this.#logger = options.logger.child({ class: 'Gateway' });
    this.io = new Server({
      maxHttpBufferSize: limits.messageLengthBytes,
      pingInterval: 5_000,
      pingTimeout: 6_000,
      serveClient: false,
      connectTimeout: 10_000,
    });
    this.#hub = new VolatileHub({
      tell: (lessonId, messages) => this.io.to(roomOf(lessonId)).volatile.emit('volatile', { messages }),
      seats: (lessonId) => this.#seats.get(lessonId)?.size ?? 0,
      relay: options.relay,
    });
    this.io.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error) => next(asConnectError(error, this.#logger)),
      );
    });
    this.io.on('connection', (socket) => this.#connected(socket));
    this.#undo.push(
      this.#lessons.onLoaded((host) => this.#follow(host)),
      this.#conductor.onLoss((loss) => this.#onLoss(loss)),
    );
    this.#listenToSfu();
  }

  attach(...servers: (HttpServer | HttpsServer)[]): void {
    for (const server of servers) this.io.attach(server);
  }

  /** Closes every connection and has each seat detached. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const undo of this.#undo.splice(0)) undo();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#hub.close();
    for (const seat of this.#all()) seat.close();
    this.io.disconnectSockets(true);
    await this.io.close();
  }

  async #admit(socket: SeatSocket): Promise<void> {
    const auth = authSchema.safeParse(socket.handshake.auth);
    if (!auth.success) throw new LessonError('badRequest', 'malformed credentials');
    const { host, grant } = await authenticateSeat(this.#lessons, lessonId(auth.data.lessonId), auth.data.seatKey);
    const role = roleOf(grant.link);
    const viewer = { participantId: grant.participantId, role };
    const connectionId = `${this.#nodeId}.${socket.id}`;
    const logger = this.#logger.child({ lessonId: host.lessonId, participantId: grant.participantId });
    const media = new SeatMediaDesk(host, grant.participantId, this.#sfu, this.#conductor);
    socket.data = {
      seat: new SeatConnection({
        socket,
        host,
        grant,
        viewer,
        connectionId,
        media,
        roster: () => rosterOfSeat(this.#directory, grant.participantId),
        logger,
        say: (message) => this.#hub.say(host.lessonId, message),
      }),
      auth: auth.data,
    };
  }

  #connected(socket: SeatSocket): void {
    const { seat, auth } = socket.data as { seat: SeatConnection; auth: LinkAuth };
    const { lessonId } = seat.host;
    const ofLesson = this.#seats.get(lessonId) ?? new Map<string, SeatConnection>();
    this.#seats.set(lessonId, ofLesson);
    ofLesson.get(seat.viewer.participantId)?.end({ code: 'seatTaken', message: 'opened again elsewhere' });
    ofLesson.set(seat.viewer.participantId, seat);
    this.#hub.follow(lessonId);
    // A recorder keeps what is kept, and nothing else.
    if (seat.viewer.role !== 'recorder') void socket.join(roomOf(lessonId));
    socket.on('disconnect', () => {
      if (ofLesson.get(seat.viewer.participantId) === seat) ofLesson.delete(seat.viewer.participantId);
      if (ofLesson.size === 0) this.#hub.unfollow(lessonId);
      seat.close();
    });
    seat.open(auth).catch((error) => {
      const { code, message } = asConnectError(error, this.#logger).data;
      seat.end({ code, message });
    });
  }

  #follow(host: LessonHost): void {
    this.#undo.push(
      host.onEntries((entries) => {
        if (entries.some(({ event }) => event.type.startsWith('participant'))) this.#countSoon(host);
        this.#places.heard(
          host,
          entries.map(({ event }) => event),
        );
      }),
    );
    this.#after(limits.seatSilentMs, () => this.#detachLost(host));
  }

  /** Seats that sat at this node before it was restarted and did not come back. */
  #detachLost(host: LessonHost): void {
    const here = this.#seats.get(host.lessonId);
    for (const { participantId, connection } of Object.values(host.state.participants)) {
      if (connection.state !== 'here' || !connection.connectionId.startsWith(`${this.#nodeId}.`)) continue;
      if (here?.get(participantId)?.connectionId === connection.connectionId) continue;
      const input = { participantId, connectionId: connection.connectionId };
      void host.execute({ kind: 'server' }, { name: 'seat:detach', input });
    }
  }

  #countSoon(host: LessonHost): void {
    if (this.#counted.has(host.lessonId)) return;
    this.#counted.add(host.lessonId);
    this.#after(presenceEveryMs, () => {
      this.#counted.delete(host.lessonId);
      const counts = countPresent(host.state);
      for (const seat of this.#seats.get(host.lessonId)?.values() ?? []) seat.emit('presence', counts);
    });
  }

  #listenToSfu(): void {
    const seatOf = (lesson: string, seat: string) => this.#seats.get(lesson)?.get(seat);
    this.#undo.push(
      this.#sfu.on('seatChanged', ({ lessonId, seatId, session, revision, consumers }) => {
        // The inner parts are opaque to this side of the contract.
        const opaque = { revision, consumers } as unknown as SeatConsumers;
        seatOf(lessonId, seatId)?.tellConsumers(session, opaque);
      }),
      this.#sfu.on('tapChanged', ({ lessonId, tapId, ...tap }) => {
        seatOf(lessonId, tapId)?.emit('tap', tap as unknown as TapDescription);
      }),
      this.#sfu.on('demandChanged', ({ lessonId, seatId, trackId, maxSpatialLayer }) => {
        seatOf(lessonId, seatId)?.emit('demand', { trackId: trackId as TrackId, maxSpatialLayer });
      }),
      this.#sfu.on('qualityMeasured', ({ lessonId, seats }) => {
        const ofLesson = this.#seats.get(lessonId);
        for (const connection of ofLesson?.values() ?? []) {
          const { state } = connection.host;
          const told = seats.filter(({ seatId }) => mayKnowLine(state, seatId, connection.viewer)).map(asQuality);
          if (told.length > 0) connection.emit('quality', { participants: told });
        }
      }),
    );
  }

  #onLoss({
    lessonId,
    participantId,
    reason,
  }: {
    lessonId: string;
    participantId: string;
    reason: 'sfuRestarted' | 'workerDied';
  }) {
    for (const seat of this.#seats.get(lessonId)?.values() ?? []) {
      const concerned = participantId === 'all' || seat.viewer.participantId === participantId;
      if (concerned || seat.viewer.role === 'recorder') seat.emit('mediaLost', { reason });
    }
  }

  #all(): SeatConnection[] {
    return [...this.#seats.values()].flatMap((seats) => [...seats.values()]);
  }

  #after(delayMs: number, action: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }
}

/** A line is known to its own seat, and to staff if they may know of the seat at all: never an inspector's or a viewer's. */
function mayKnowLine(state: LessonState, seatId: string, viewer: Viewer): boolean {
  if (seatId === viewer.participantId) return true;
  const seat = Object.hasOwn(state.participants, seatId) ? state.participants[participantId(seatId)] : undefined;
  return isStaff(viewer.role) && (seat?.role === 'classroom' || seat?.role === 'teacher');
}

const asQuality = ({ seatId, uplinkScore, downlinkScore, roundTripMs, uplinkLoss }: SeatStats): Quality => ({
  participantId: seatId,
  uplinkScore,
  downlinkScore,
  roundTripMs,
  uplinkLoss,
});

function countPresent(state: LessonState): { classrooms: number; audience: number } {
  const here = Object.values(state.participants).filter(({ connection }) => connection.state === 'here');
  const count = (role: string) => here.filter((participant) => participant.role === role).length;
  return { classrooms: count('classroom'), audience: count('audience') };
}

/** Socket.IO hands `data` of a middleware's error to the browser. */
function asConnectError(
  error: unknown,
  logger: Logger,
): Error & { data: { code: LessonError['code']; message: string } } {
  if (!(error instanceof LessonError)) logger.error({ err: error }, 'a connection failed');
  const known = error instanceof LessonError ? error : new LessonError('internal', 'internal error');
  return Object.assign(new Error(known.code), { data: { code: known.code, message: known.message } });
}
