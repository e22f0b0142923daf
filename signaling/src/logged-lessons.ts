import type { Logger } from 'pino';
import { LessonError, type LessonId, lessonId } from '../protocol/lesson.ts';
import type { Command } from './decide/command.ts';
import { nextDeadline } from './decide/participant.ts';
import { type LessonHost, type Lessons, unwrap } from './lesson-host.ts';
import type { Log } from './log/log.ts';
import { LoggedLesson } from './logged-lesson.ts';

const prefix = 'lesson-';

/** All lessons of a {@link Log}, each loaded at its first use; sends `tick` when something in a lesson is due. */
export class LoggedLessons implements Lessons {
  readonly #log: Log;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #loading = new Map<LessonId, Promise<LoggedLesson>>();
  readonly #loaded = new Set<LoggedLesson>();
  readonly #timers = new Map<LessonId, NodeJS.Timeout>();
  readonly #listeners = new Set<(host: LessonHost) => void>();
  #closed = false;

  constructor(log: Log, logger: Logger, now: () => number = Date.now) {
    this.#log = log;
    this.#logger = logger.child({ class: 'Lessons' });
    this.#now = now;
  }

  async get(id: LessonId): Promise<LessonHost> {
    const host = await this.#host(id);
    if (host.state.facts) return host;
    this.#loading.delete(id);
    this.#loaded.delete(host);
    await host.close();
    throw new LessonError('notFound', 'no such lesson');
  }

  async plan(command: Command<'lesson:plan'>): Promise<LessonHost> {
    const host = await this.#host(command.input.facts.lessonId);
    unwrap(await host.execute({ kind: 'server' }, command));
    return host;
  }

  async ids(): Promise<LessonId[]> {
    return (await this.#log.names(prefix)).map((name) => lessonId(name.slice(prefix.length)));
  }

  onLoaded(listener: (host: LessonHost) => void): () => void {
    this.#listeners.add(listener);
    for (const host of this.#loaded) listener(host);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    const hosts = await Promise.allSettled(this.#loading.values());
    await Promise.all(hosts.flatMap((host) => (host.status === 'fulfilled' ? [host.value.close()] : [])));
  }

  #host(id: LessonId): Promise<LoggedLesson> {
    if (this.#closed) return Promise.reject(new LessonError('unavailable', 'closing'));
    const known = this.#loading.get(id);
    if (known) return known;
    const loading = this.#load(id);
    this.#loading.set(id, loading);
    loading.catch(() => this.#loading.delete(id));
    return loading;
  }

  async #load(id: LessonId): Promise<LoggedLesson> {
    const host = new LoggedLesson(id, `${prefix}${id}`, this.#log, this.#logger, this.#now);
    await host.load();
    host.onEntries(() => this.#schedule(host));
    this.#schedule(host);
    this.#loaded.add(host);
    for (const listener of this.#listeners) listener(host);
    return host;
  }

  #schedule(host: LoggedLesson): void {
    const deadline = nextDeadline(host.state);
    clearTimeout(this.#timers.get(host.lessonId));
    this.#timers.delete(host.lessonId);
    if (deadline === null || this.#closed) return;
    const timer = setTimeout(
      () => {
        void host.execute({ kind: 'server' }, { name: 'tick', input: {} }).then((answer) => {
          if (!answer.ok) this.#schedule(host);
        });
      },
      Math.max(100, deadline - this.#now()),
    );
    timer.unref();
    this.#timers.set(host.lessonId, timer);
  }
}
