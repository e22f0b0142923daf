import type { Logger } from 'pino';
import { LessonError, type LessonEvent, type LessonId, lessonId, limits } from '../protocol/lesson.ts';
import type { Actor, Command } from './decide/command.ts';
import { nextDeadline } from './decide/tick.ts';
import { type LessonHost, type Lessons, unwrap } from './lesson-host.ts';
import { isLogName, type Log } from './log/log.ts';
import { LoggedLesson } from './logged-lesson.ts';

const prefix = 'lesson-';
const server: Actor = { kind: 'server' };
/** A tick is never sent sooner than this, so that one that leaves something to do cannot spin. */
const leastTickMs = 100;

/** The events that may bring a deadline where none is waited for. */
const bringsDeadline = ({ type }: LessonEvent): boolean => type === 'participantDetached' || type === 'lessonOpened';
/** Those that may bring one sooner than what is waited for: a seat to be emptied at once, a recorder that goes or is back, a turn with an end. */
function isUrgent(event: LessonEvent): boolean {
  switch (event.type) {
    case 'linkRevoked':
    case 'recorderClaimed':
    case 'buzzerPressed':
    case 'stageTimed':
    case 'lessonResumed':
    case 'filmPlayed':
    case 'filmMeasured':
      return true;
    case 'stageCalled':
      return event.entry.endsAt !== null;
    case 'participantAttached':
      return event.participant.role === 'recorder';
    case 'participantDetached':
      return event.role === 'recorder';
    default:
      return false;
  }
}

/** All lessons of a {@link Log}, each loaded at its first use; sends `tick` when something in a lesson is due. */
export class LoggedLessons implements Lessons {
  readonly #log: Log;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #hosts = new Map<LessonId, Promise<LoggedLesson>>();
  /** Those that exist. */
  readonly #lessons = new Set<LoggedLesson>();
  readonly #timers = new Map<LessonId, NodeJS.Timeout>();
  /** Trials that are to be erased. */
  readonly #erasures = new Map<LessonId, NodeJS.Timeout>();
  readonly #listeners = new Set<(host: LessonHost) => void>();
  #closing: Promise<void> | null = null;

  constructor(log: Log, logger: Logger, now: () => number = Date.now) {
    this.#log = log;
    this.#logger = logger.child({ class: 'Lessons' });
    this.#now = now;
  }

  async get(id: LessonId): Promise<LessonHost> {
    const loading = this.#host(id);
    const host = await loading;
    if (host.state.facts) return this.#announce(host);
    await this.#forget(id, loading);
    throw new LessonError('notFound', 'no such lesson');
  }

  async plan({ name, input }: Command<'lesson:plan'>): Promise<LessonHost> {
    const { facts, classrooms } = input;
    if (classrooms.length > limits.classroomsPerLesson) throw new LessonError('tooMany', 'too many classrooms');
    const first = classrooms.slice(0, limits.invitationsPerAppend);
    const loading = this.#host(facts.lessonId);
    const host = await loading;
    const planned = await host.execute(server, { name, input: { facts, classrooms: first } });
    if (!planned.ok && !host.state.facts) await this.#forget(facts.lessonId, loading);
    unwrap(planned);
    for (let from = first.length; from < classrooms.length; from += limits.invitationsPerAppend) {
      const more = classrooms.slice(from, from + limits.invitationsPerAppend);
      unwrap(await host.execute(server, { name: 'lesson:invite', input: { classrooms: more } }));
    }
    return this.#announce(host);
  }

  async ids(): Promise<LessonId[]> {
    return (await this.#log.names(prefix)).map((name) => lessonId(name.slice(prefix.length)));
  }

  onLoaded(listener: (host: LessonHost) => void): () => void {
    this.#listeners.add(listener);
    for (const host of this.#lessons) listener(host);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const timer of [...this.#timers.values(), ...this.#erasures.values()]) clearTimeout(timer);
    this.#timers.clear();
    this.#erasures.clear();
    const hosts = await Promise.allSettled(this.#hosts.values());
    await Promise.all(hosts.flatMap((host) => (host.status === 'fulfilled' ? [host.value.close()] : [])));
  }

  #host(id: LessonId): Promise<LoggedLesson> {
    if (this.#closing) return Promise.reject(new LessonError('unavailable', 'closing'));
    const known = this.#hosts.get(id);
    if (known) return known;
    const loading = this.#load(id);
    this.#hosts.set(id, loading);
    loading.catch(() => this.#hosts.delete(id));
    return loading;
  }

  async #load(id: LessonId): Promise<LoggedLesson> {
    const name = `${prefix}${id}`;
    if (!isLogName(name)) throw new LessonError('notFound', 'no lesson has such an id');
    const host = new LoggedLesson(id, name, this.#log, this.#logger, this.#now);
    try {
      await host.load();
      return host;
    } catch (error) {
      await host.close();
      throw error;
    }
  }

  /** Lets nothing stay of a lesson that does not exist, unless somebody is about to plan it. */
  async #forget(id: LessonId, loading: Promise<LoggedLesson>): Promise<void> {
    const host = await loading;
    if (!host.idle || this.#hosts.get(id) !== loading) return;
    this.#hosts.delete(id);
    await host.close();
  }

  /** Tells of a lesson, once, when it is known to exist. */
  #announce(host: LoggedLesson): LoggedLesson {
    if (this.#lessons.has(host) || this.#closing) return host;
    this.#lessons.add(host);
    host.onEntries((entries) => {
      const waits = this.#timers.has(host.lessonId);
      if (entries.some(({ event }) => isUrgent(event) || (!waits && bringsDeadline(event)))) this.#schedule(host);
      if (entries.some(({ event }) => event.type === 'lessonEnded')) this.#eraseLater(host);
    });
    this.#schedule(host);
    this.#eraseLater(host);
    for (const listener of this.#listeners) listener(host);
    return host;
  }

  /** A trial that is not to be kept is erased some time after its end, when whoever was there has seen that it is over. */
  #eraseLater(host: LoggedLesson): void {
    const { facts, phase } = host.state;
    if (facts?.recording !== 'none' || phase.name !== 'ended' || this.#closing) return;
    const erase = () => {
      this.#erase(host).catch((error) => this.#logger.error({ err: error }, 'a trial could not be erased'));
    };
    clearTimeout(this.#erasures.get(host.lessonId));
    const inMs = Math.max(0, phase.endedAt + limits.rehearsalKeptMs - this.#now());
    this.#erasures.set(host.lessonId, setTimeout(erase, inMs).unref());
  }

  async #erase(host: LoggedLesson): Promise<void> {
    this.#erasures.delete(host.lessonId);
    this.#hosts.delete(host.lessonId);
    this.#lessons.delete(host);
    await host.close();
    await this.#log.remove(`${prefix}${host.lessonId}`);
    this.#logger.info({ lessonId: host.lessonId }, 'a trial was erased');
  }

  /** Waits for the lesson's next deadline. While it waits, only what is urgent can come before it. */
  #schedule(host: LoggedLesson): void {
    clearTimeout(this.#timers.get(host.lessonId));
    this.#timers.delete(host.lessonId);
    const deadline = nextDeadline(host.state);
    if (deadline === null || this.#closing) return;
    const tick = () => {
      void host.execute(server, { name: 'tick', input: {} }).then(() => this.#schedule(host));
    };
    this.#timers.set(host.lessonId, setTimeout(tick, Math.max(leastTickMs, deadline - this.#now())).unref());
  }
}
