import { type AnswerValue, type ErrorCode, LessonError, type Question } from '@tongke/signaling/protocol/lesson';
import { backoffMs } from '../backoff.ts';
import { Watched } from '../watched.ts';

/** The question of the moment as the server tells a pupil's device. */
export interface PupilView {
  revision: string;
  ended: boolean;
  open: boolean;
  question: Pick<Question, 'questionId' | 'kind' | 'text' | 'options' | 'correct'> | null;
}

/** The door for pupils' devices. Every call throws LessonError. */
export interface AnswerApi {
  join(pupil: number): Promise<{ title: string; classroom: string }>;
  wait(pupil: number, known: string): Promise<PupilView>;
  give(pupil: number, questionId: string, answer: AnswerValue): Promise<void>;
}

/** What the page shows. `own` is what was sent and taken; `problem` is why the latest attempt was not. */
export type AnswerScreen =
  | { name: 'number'; isBusy: boolean; problem: ErrorCode | null }
  | {
      name: 'lesson';
      classroom: string;
      view: PupilView | null;
      own: AnswerValue | null;
      isBusy: boolean;
      problem: ErrorCode | null;
    }
  | { name: 'over'; code: ErrorCode };

/** After these nothing can be answered any more by this code. */
const final: ReadonlySet<ErrorCode> = new Set([
  'unauthorized',
  'linkExpired',
  'linkRevoked',
  'lessonEnded',
  'notFound',
]);

/** One pupil's way through a lesson's questions: takes a number, waits for questions, answers, corrects. Never gives up on a bad line. */
export class AnswerSession {
  readonly screen = new Watched<AnswerScreen>({ name: 'number', isBusy: false, problem: null });
  readonly #api: AnswerApi;
  readonly #pause: (ms: number) => Promise<void>;
  #pupil = 0;
  #own = new Map<string, AnswerValue>();

  constructor(api: AnswerApi, pause: (ms: number) => Promise<void>) {
    this.#api = api;
    this.#pause = pause;
  }

  /** Takes a number; then waits for questions until the lesson is over. */
  async join(pupil: number): Promise<void> {
    this.screen.set({ name: 'number', isBusy: true, problem: null });
    try {
      const { classroom } = await this.#api.join(pupil);
      this.#pupil = pupil;
      this.screen.set({ name: 'lesson', classroom, view: null, own: null, isBusy: false, problem: null });
    } catch (error) {
      const code = codeOf(error);
      this.screen.set(final.has(code) ? { name: 'over', code } : { name: 'number', isBusy: false, problem: code });
      return;
    }
    await this.#follow();
  }

  /** Answers the question that is shown; again corrects. */
  async give(answer: AnswerValue): Promise<void> {
    const screen = this.screen.get();
    if (screen.name !== 'lesson' || !screen.view?.question || screen.isBusy) return;
    const { questionId } = screen.view.question;
    this.#change({ isBusy: true, problem: null });
    try {
      await this.#api.give(this.#pupil, questionId, answer);
      this.#own.set(questionId, answer);
      this.#change({ isBusy: false, own: this.#ownOf() });
    } catch (error) {
      this.#change({ isBusy: false, problem: codeOf(error) });
    }
  }

  async #follow(): Promise<void> {
    for (let attempt = 0; this.screen.get().name === 'lesson'; ) {
      const screen = this.screen.get();
      const known = screen.name === 'lesson' ? (screen.view?.revision ?? '') : '';
      try {
        const view = await this.#api.wait(this.#pupil, known);
        attempt = 0;
        if (view.ended) this.screen.set({ name: 'over', code: 'lessonEnded' });
        else if (view.revision !== known) this.#change({ view, own: this.#ownOf(view), problem: null });
      } catch (error) {
        const code = codeOf(error);
        if (final.has(code)) this.screen.set({ name: 'over', code });
        else if (code === 'seatTaken') this.screen.set({ name: 'number', isBusy: false, problem: code });
        else await this.#pause(backoffMs(attempt, 500, 5_000));
        attempt += 1;
      }
    }
  }

  #ownOf(view?: PupilView): AnswerValue | null {
    const screen = this.screen.get();
    const shown = view ?? (screen.name === 'lesson' ? screen.view : null);
    return (shown?.question && this.#own.get(shown.question.questionId)) ?? null;
  }

  #change(part: Partial<Extract<AnswerScreen, { name: 'lesson' }>>): void {
    const screen = this.screen.get();
    if (screen.name === 'lesson') this.screen.set({ ...screen, ...part });
  }
}

const codeOf = (error: unknown): ErrorCode => (error instanceof LessonError ? error.code : 'internal');
