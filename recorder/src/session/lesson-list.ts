import type { ArchiveJob, LessonId, ServerToRecorderEvents } from '@tongke/signaling/protocol/lesson';
import { io, type Socket } from 'socket.io-client';
import type { Signaling } from './signaling.ts';

const reconnectAfterMs = 200;
const reconnectAtMostMs = 2_000;

/** Hears which lessons are to be recorded now, and again after every loss of the line. Never gives up. */
export class LessonList {
  readonly #socket: Socket<ServerToRecorderEvents>;

  /** @param onJobs gets what is to be done with archives, whole, after each change */
  constructor(
    signaling: Signaling,
    onLessons: (lessonIds: LessonId[]) => void,
    onJobs: (jobs: ArchiveJob[]) => void = () => {},
  ) {
    this.#socket = io(new URL('/recorder', signaling.url).href, {
      transports: ['websocket'],
      auth: (give) => give({ token: signaling.token() }),
      reconnectionDelay: reconnectAfterMs,
      reconnectionDelayMax: reconnectAtMostMs,
    });
    this.#socket.on('lessons', ({ lessonIds }) => onLessons(lessonIds));
    this.#socket.on('jobs', ({ jobs }) => onJobs(jobs));
    this.#socket.on('connect_error', () => {
      // A refusal (a token of another key, a clock that is wrong) ends the library's own attempts.
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), reconnectAtMostMs).unref();
    });
  }

  /** Idempotent. */
  close(): void {
    this.#socket.disconnect();
  }
}
