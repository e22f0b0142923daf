import type { Server } from 'socket.io';
import type { LessonId, ServerToRecorderEvents } from '../../protocol/lesson.ts';
import type { ArchiveJobs } from '../jobs/archive-jobs.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';

const path = '/recorder';

/** Tells recorder processes which lessons are to be recorded now, and what is to be done with archives. */
export class RecorderDoor {
  readonly #wanted = new Set<LessonId>();
  readonly #undo: (() => void)[] = [];
  readonly #tell: () => void;
  readonly #count: () => number;

  /** `admit` throws for a token that is not a recorder's. */
  constructor(
    io: Server,
    { lessons, jobs }: { lessons: Lessons; jobs: Pick<ArchiveJobs, 'open' | 'onChanged'> },
    admit: (token: unknown) => Promise<void>,
  ) {
    const namespace = io.of(path);
    const current: () => Parameters<ServerToRecorderEvents['lessons']>[0] = () => ({ lessonIds: [...this.#wanted] });
    namespace.use((socket, next) => {
      admit(socket.handshake.auth.token).then(
        () => next(),
        () => next(new Error('unauthorized')),
      );
    });
    namespace.on('connection', (socket) => {
      socket.emit('lessons', current());
      socket.emit('jobs', { jobs: jobs.open });
    });
    this.#undo.push(jobs.onChanged(() => namespace.emit('jobs', { jobs: jobs.open })));
    this.#tell = () => namespace.emit('lessons', current());
    this.#count = () => namespace.sockets.size;
    this.#undo.push(
      lessons.onLoaded((host) => {
        this.#undo.push(host.onEntries(() => this.#update(host)));
        this.#update(host);
      }),
    );
  }

  /** Recorder processes that are linked to this node. */
  get recorders(): number {
    return this.#count();
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #update({ lessonId, state }: LessonHost): void {
    const { facts, phase, recording } = state;
    const unsealed = phase.name === 'ended' && recording.archivePath !== null && recording.sealedAt === null;
    const wanted = facts?.recording !== 'none' && (phase.name === 'open' || unsealed);
    if (wanted === this.#wanted.has(lessonId)) return;
    if (wanted) this.#wanted.add(lessonId);
    else this.#wanted.delete(lessonId);
    this.#tell();
  }
}
