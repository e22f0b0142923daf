import {
  handQueue,
  type LessonEvent,
  type ParticipantId,
  type QueuePlaceTold,
  type Viewer,
} from '../../protocol/lesson.ts';
import type { LessonHost } from '../lesson-host.ts';

interface Told {
  readonly viewer: Viewer;
  emit(name: 'place', place: QueuePlaceTold): void;
}

const movesQueue = ({ type }: LessonEvent): boolean =>
  type.startsWith('hand') ||
  type.startsWith('stage') ||
  type.startsWith('participant') ||
  type === 'interactionForbidden';

/**
 * Tells each classroom whose hand is up where it stands in the queue: numbers, never who else waits. Kept in no log, told
 * when it changes, for all at once.
 */
export class QueuePlaces {
  readonly #told = new WeakMap<Told, string>();
  readonly #waiting = new Set<string>();
  readonly #seatsOf: (lessonId: string) => Iterable<Told>;
  readonly #after: (delayMs: number, action: () => void) => void;

  constructor(seatsOf: (lessonId: string) => Iterable<Told>, after: (delayMs: number, action: () => void) => void) {
    this.#seatsOf = seatsOf;
    this.#after = after;
  }

  heard(host: LessonHost, events: readonly LessonEvent[]): void {
    if (this.#waiting.has(host.lessonId) || !events.some(movesQueue)) return;
    this.#waiting.add(host.lessonId);
    this.#after(gatherMs, () => {
      this.#waiting.delete(host.lessonId);
      this.#tell(host);
    });
  }

  #tell(host: LessonHost): void {
    const places = new Map<ParticipantId, number>();
    for (const [index, { participantId }] of handQueue(host.state).entries()) places.set(participantId, index + 1);
    for (const seat of this.#seatsOf(host.lessonId)) {
      const position = places.get(seat.viewer.participantId);
      const place = position === undefined ? null : { position, of: places.size };
      const said = JSON.stringify(place);
      if (said === (this.#told.get(seat) ?? 'null')) continue;
      this.#told.set(seat, said);
      seat.emit('place', place);
    }
  }
}

/** Changes that come together are told together. */
const gatherMs = 200;
