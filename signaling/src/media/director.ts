import type { Logger } from 'pino';
import {
  type LessonEntry,
  type LessonEvent,
  type LessonId,
  type LessonState,
  type ParticipantId,
  shownPage,
} from '../../protocol/lesson.ts';
import { direct, hear, type Observed, voiceDbov } from '../decide/director.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';
import type { SfuControl } from './sfu-link.ts';

/** How soon it looks again while it directs: a voice that fell silent tells nothing by itself. */
const lookEveryMs = 500;

/**
 * Watches each lesson whose director is on: voices from the sfu, stage and pages from the log. What it would show goes to the
 * lesson as a command, so that of several nodes that see the same, one switches. Holds nothing that must be kept.
 */
export class Director {
  readonly #lessons = new Map<LessonId, DirectedLesson>();
  readonly #undo: (() => void)[];

  constructor(lessons: Lessons, sfu: SfuControl, logger: Logger, now: () => number = Date.now) {
    const log = logger.child({ class: 'Director' });
    this.#undo = [
      lessons.onLoaded((host) => this.#lessons.set(host.lessonId, new DirectedLesson(host, log, now))),
      sfu.on('speechMeasured', ({ lessonId, voices }) => {
        const heard = voices.filter(({ levelDbov }) => levelDbov >= voiceDbov).map(({ seatId }) => seatId);
        this.#lessons.get(lessonId as LessonId)?.heard(heard as ParticipantId[]);
      }),
    ];
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    for (const lesson of this.#lessons.values()) lesson.close();
    this.#lessons.clear();
  }
}

class DirectedLesson {
  readonly #host: LessonHost;
  readonly #logger: Logger;
  readonly #now: () => number;
  readonly #stopFollowing: () => void;
  #observed: Observed = { voices: new Map(), writtenAt: null };
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;

  constructor(host: LessonHost, logger: Logger, now: () => number) {
    this.#host = host;
    this.#logger = logger;
    this.#now = now;
    this.#stopFollowing = host.onEntries((entries) => this.#happened(entries));
    this.#look();
  }

  heard(seatIds: readonly ParticipantId[]): void {
    if (!this.#host.state.programme.directs) return;
    this.#observed = { ...this.#observed, voices: hear(this.#observed.voices, seatIds, this.#now()) };
    this.#look();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stopFollowing();
  }

  #happened(entries: readonly LessonEntry[]): void {
    const written = entries.findLast(({ event }) => isWriting(event, this.#host.state));
    if (written) this.#observed = { ...this.#observed, writtenAt: written.at };
    this.#look();
  }

  #look(): void {
    clearTimeout(this.#timer);
    const { state } = this.#host;
    if (!state.programme.directs || state.phase.name !== 'open') return;
    this.#timer = setTimeout(() => this.#look(), lookEveryMs).unref();
    const wanted = direct(state, this.#observed, this.#now());
    if (!wanted || this.#isAsking) return;
    this.#isAsking = true;
    const input = { ...wanted, after: state.programme.switchedAt };
    void this.#host.execute({ kind: 'server' }, { name: 'programme:follow', input }).then((answer) => {
      this.#isAsking = false;
      if (!answer.ok) this.#logger.warn({ lessonId: this.#host.lessonId, code: answer.error.code }, 'not switched');
    });
  }
}

/**
 * Whether somebody drew on the page that all see (only who leads and rooms on stage may), turned a page, laid one out, or pointed a
 * camera at the blackboard or the table.
 */
function isWriting(event: LessonEvent, { slides }: LessonState): boolean {
  switch (event.type) {
    case 'strokeDrawn': {
      const shown = shownPage(slides);
      return shown?.deckId === event.deckId && shown.page === event.page;
    }
    case 'pageTurned':
    case 'deckShown':
      return true;
    case 'trackPublished':
      return event.track.source === 'board' || event.track.source === 'table';
    default:
      return false;
  }
}
