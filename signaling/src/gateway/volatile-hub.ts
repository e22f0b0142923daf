import { gatherMs, limits, type VolatileMessage } from '../../protocol/lesson.ts';
import type { VolatileRelay } from './volatile-relay.ts';

interface Waiting {
  messages: VolatileMessage[];
  timer: NodeJS.Timeout | undefined;
  /** When the waiting messages are to be told. */
  dueAt: number;
  toldAt: number;
  stopFollowing: () => void;
}

/**
 * Gathers what seats say that is not kept, and tells it to all seats of this node, and by the relay to those of others.
 * The first after a silence goes at once; then one message goes to each seat in {@link gatherMs}. When the node cannot
 * keep that pace, or too much is said, the oldest is dropped: nothing waits for it.
 */
export class VolatileHub {
  readonly #lessons = new Map<string, Waiting>();
  readonly #tell: (lessonId: string, messages: VolatileMessage[]) => void;
  readonly #seats: (lessonId: string) => number;
  readonly #relay: VolatileRelay | undefined;
  readonly #now: () => number;
  #closed = false;

  /** `now`: a clock in milliseconds that never goes back. */
  constructor(options: {
    tell: (lessonId: string, messages: VolatileMessage[]) => void;
    seats: (lessonId: string) => number;
    relay?: VolatileRelay | undefined;
    now?: () => number;
  }) {
    this.#tell = options.tell;
    this.#seats = options.seats;
    this.#relay = options.relay;
    this.#now = options.now ?? (() => performance.now());
  }

  /** A lesson has its first seat on this node: what other nodes' seats say is told here from now on. Idempotent. */
  follow(lessonId: string): void {
    if (this.#closed || this.#lessons.has(lessonId)) return;
    const stopFollowing = this.#relay?.follow(lessonId, (messages) => {
      for (const message of messages) this.#gather(lessonId, message);
    });
    this.#lessons.set(lessonId, {
      messages: [],
      timer: undefined,
      dueAt: 0,
      toldAt: Number.NEGATIVE_INFINITY,
      stopFollowing: stopFollowing ?? (() => {}),
    });
  }

  /** The lesson's last seat on this node is gone. Idempotent. */
  unfollow(lessonId: string): void {
    const lesson = this.#lessons.get(lessonId);
    if (!lesson) return;
    this.#lessons.delete(lessonId);
    clearTimeout(lesson.timer);
    lesson.stopFollowing();
  }

  /** A seat of this node says something. */
  say(lessonId: string, message: VolatileMessage): void {
    this.#gather(lessonId, message);
    this.#relay?.publish(lessonId, message);
  }

  close(): void {
    this.#closed = true;
    for (const lessonId of [...this.#lessons.keys()]) this.unfollow(lessonId);
  }

  #gather(lessonId: string, message: VolatileMessage): void {
    const lesson = this.#lessons.get(lessonId);
    if (!lesson) return;
    lesson.messages = merge(lesson.messages, message);
    if (lesson.timer) return;
    const now = this.#now();
    lesson.dueAt = Math.max(now, lesson.toldAt + gatherMs(this.#seats(lessonId)));
    lesson.timer = setTimeout(() => this.#flush(lessonId, lesson), lesson.dueAt - now);
  }

  #flush(lessonId: string, lesson: Waiting): void {
    const { messages } = lesson;
    const now = this.#now();
    lesson.timer = undefined;
    lesson.messages = [];
    lesson.toldAt = now;
    // A node that is this late has more important things to do.
    if (now - lesson.dueAt > limits.volatileLateMs) return;
    this.#tell(lessonId, messages);
  }
}

/** A pointer is only where it is now; of all else the latest are kept. */
function merge(waiting: VolatileMessage[], message: VolatileMessage): VolatileMessage[] {
  const others =
    message.name === 'ink:point'
      ? waiting.filter(({ name, from }) => name !== message.name || from !== message.from)
      : waiting;
  return [...others, message].slice(-limits.volatileGathered);
}
