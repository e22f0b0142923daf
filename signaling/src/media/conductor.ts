import type { Logger } from 'pino';
import { isId, type LessonState, lessonId, type TrackId } from '../../protocol/lesson.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';
import { plan } from '../plan.ts';
import type { SfuControl } from './sfu-link.ts';

/** Why a seat must build its media anew. */
export type MediaLoss = { lessonId: string; participantId: string | 'all'; reason: 'sfuRestarted' | 'workerDied' };

/**
 * Keeps the sfu in step with the lessons: sends `plan(state)` after every change and after every reconnection, and
 * tells the lessons which tracks the sfu has lost. Holds nothing that cannot be made again from the log and the sfu.
 */
export class Conductor {
  readonly #lessons: Lessons;
  readonly #sfu: SfuControl;
  readonly #logger: Logger;
  readonly #undo: (() => void)[] = [];
  readonly #sent = new Map<string, Promise<number>>();
  readonly #lossListeners = new Set<(loss: MediaLoss) => void>();
  #incarnation: string | null = null;

  constructor(lessons: Lessons, sfu: SfuControl, logger: Logger) {
    this.#lessons = lessons;
    this.#sfu = sfu;
    this.#logger = logger.child({ class: 'Conductor' });
    this.#undo.push(
      lessons.onLoaded((host) => this.#follow(host)),
      sfu.onUp(() => void this.#resume()),
      sfu.on('workerDied', ({ seats, tracks }) => {
        void this.#lose(tracks);
        for (const seat of seats) {
          this.#tellLoss({ lessonId: seat.lessonId, participantId: seat.seatId, reason: 'workerDied' });
        }
      }),
    );
  }

  /** Calls back when seats must build their media anew. Returns its undo. */
  onLoss(listener: (loss: MediaLoss) => void): () => void {
    this.#lossListeners.add(listener);
    return () => this.#lossListeners.delete(listener);
  }

  /** Resolves when the sfu holds a plan at least as new as the lesson's present state. Throws `unavailable`. */
  async applied(host: LessonHost): Promise<void> {
    const wanted = host.state.sequence;
    for (;;) {
      const held = await (this.#sent.get(host.lessonId) ?? this.#send(host));
      if (held >= wanted) return;
      await this.#send(host);
    }
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#lossListeners.clear();
  }

  #follow(host: LessonHost): void {
    this.#undo.push(host.onEntries(() => this.#update(host)));
    this.#update(host);
  }

  #update(host: LessonHost): void {
    if (!this.#sfu.up || host.state.phase.name === 'planned') return;
    this.#send(host).catch((error) => this.#logger.warn({ err: error, lessonId: host.lessonId }, 'plan not applied'));
  }

  /** One plan at a time for each lesson, of the newest state; an ended lesson is closed once, and nothing follows. */
  #send(host: LessonHost): Promise<number> {
    const { lessonId } = host;
    const before = this.#sent.get(lessonId) ?? Promise.resolve(0);
    const sending = before
      .catch(() => 0)
      .then(async (held) => {
        const { state } = host;
        if (held >= state.sequence) return held;
        if (state.phase.name === 'ended') {
          await this.#sfu.request('lesson:close', { lessonId });
          return Number.POSITIVE_INFINITY;
        }
        const { sequence } = await this.#sfu.request('plan:apply', { lessonId, plan: plan(state) });
        return sequence;
      });
    this.#sent.set(lessonId, sending);
    sending.catch(() => {
      if (this.#sent.get(lessonId) === sending) this.#sent.delete(lessonId);
    });
    return sending;
  }

  /** The link is back: what does the sfu hold, and is it the one that we knew? */
  async #resume(): Promise<void> {
    try {
      const node = await this.#sfu.request('node:describe', {});
      const restarted = this.#incarnation !== null && this.#incarnation !== node.incarnation;
      this.#incarnation = node.incarnation;
      this.#sent.clear();
      const held = new Map(node.lessons.map((lesson) => [lesson.lessonId, new Set(lesson.trackIds)]));
      for (const id of await this.#lessons.ids()) {
        const host = await this.#lessons.get(id);
        if (host.state.phase.name === 'ended' && held.has(id)) this.#update(host);
        if (host.state.phase.name !== 'open') continue;
        const gone = missingTracks(host.state, held.get(id));
        if (gone.length > 0) await this.#lose(gone.map((trackId) => ({ lessonId: id, trackId })));
        this.#update(host);
        if (restarted || !held.has(id)) this.#tellLoss({ lessonId: id, participantId: 'all', reason: 'sfuRestarted' });
      }
    } catch (error) {
      this.#logger.warn({ err: error }, 'could not take up the sfu again');
    }
  }

  async #lose(tracks: { lessonId: string; trackId: string }[]): Promise<void> {
    const byLesson = Map.groupBy(tracks, (track) => track.lessonId);
    for (const [id, lost] of byLesson) {
      if (!isId(id)) continue;
      const host = await this.#lessons.get(lessonId(id));
      const trackIds = lost.map((track) => track.trackId as TrackId);
      await host.execute({ kind: 'server' }, { name: 'tracks:lost', input: { trackIds } });
    }
  }

  #tellLoss(loss: MediaLoss): void {
    for (const listener of this.#lossListeners) listener(loss);
  }
}

function missingTracks(state: LessonState, held: ReadonlySet<string> | undefined): TrackId[] {
  return Object.values(state.tracks)
    .map((track) => track.trackId)
    .filter((trackId) => !held?.has(trackId));
}
