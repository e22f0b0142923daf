import {
  type Answer,
  type AnswerValue,
  isAnswerTo,
  LessonError,
  type LessonState,
  type ParticipantId,
  type PupilId,
  type Question,
  type QuestionId,
} from '../../protocol/lesson.ts';
import { type LessonHost, unwrap } from '../lesson-host.ts';
import { PupilClaims } from './pupil-claims.ts';

/** What a pupil's device shows: the question of the moment, without anybody's answers but the results shown to all. */
export interface PupilView {
  /** Another text for another view; a device waits until it has changed. */
  revision: string;
  /** Over: no more questions come. */
  ended: boolean;
  question: Pick<Question, 'questionId' | 'kind' | 'text' | 'options' | 'correct'> | null;
  /** Whether answers are taken now. */
  open: boolean;
}

/** How long a classroom's answers are gathered before they are decided together. */
const gatherMs = 50;
/** Answers that one decision takes at most: no more than a classroom has pupils. */
const gatheredAtMost = 100;

interface Gathered {
  pupils: Map<PupilId, { answer: AnswerValue | null; settle: ((answer: Answer<unknown>) => void)[] }>;
}

/** What the devices of one lesson see now. Pure. */
export function pupilView({ question, phase }: LessonState): PupilView {
  const shown = question.asked.find(({ questionId }) => questionId === question.onScreen);
  if (phase.name === 'ended' || !shown || shown.kind === 'buzzer') {
    const ended = phase.name === 'ended';
    return { revision: ended ? 'ended' : 'none', ended, question: null, open: false };
  }
  const { questionId, kind, text, options, correct, closedAt } = shown;
  const open = closedAt === null;
  const revision = `${questionId}.${open ? 'open' : 'closed'}.${correct ? 'right' : ''}`;
  return { revision, ended: false, question: { questionId, kind, text, options, correct }, open };
}

/**
 * The way in for pupils with devices of their own. They hold no seat: they wait for the question to change, and their
 * answers go to the lesson gathered by classroom, one event for all that came within 50 ms.
 */
export class AnswerDoor {
  readonly claims: PupilClaims;
  readonly #waiting = new Map<LessonHost, { revision: string; wake: Set<() => void>; stop: () => void }>();
  readonly #gathered = new Map<string, Gathered>();

  constructor(now: () => number) {
    this.claims = new PupilClaims(now);
  }

  /** Ends when the view is no longer the one that the device knows, or when the signal says so. */
  async changed(host: LessonHost, known: string, signal: AbortSignal): Promise<void> {
    if (pupilView(host.state).revision !== known || signal.aborted) return;
    const waiting = this.#waitersOf(host);
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        waiting.wake.delete(wake);
        resolve();
      };
      waiting.wake.add(wake);
      signal.addEventListener('abort', wake);
    });
    if (waiting.wake.size === 0 && this.#waiting.get(host) === waiting) {
      this.#waiting.delete(host);
      waiting.stop();
    }
  }

  /** Gives a pupil's answer; null takes it back. Throws LessonError when the lesson does not take it. */
  async give(
    host: LessonHost,
    classroom: ParticipantId,
    questionId: QuestionId,
    given: { pupilId: PupilId; answer: AnswerValue | null },
  ): Promise<void> {
    const question = host.state.question.asked.find((each) => each.questionId === questionId);
    if (!question) throw new LessonError('notFound', 'no such question');
    if (given.answer && !isAnswerTo(question, given.answer)) throw new LessonError('badRequest', 'not an answer to it');
    const key = `${host.lessonId} ${classroom} ${questionId}`;
    const gathered = this.#gathered.get(key) ?? { pupils: new Map() };
    if (gathered.pupils.size === 0) {
      this.#gathered.set(key, gathered);
      const send = () => void this.#send(host, classroom, questionId, key);
      setTimeout(send, gatherMs);
    }
    const before = gathered.pupils.get(given.pupilId)?.settle ?? [];
    if (!gathered.pupils.has(given.pupilId) && gathered.pupils.size >= gatheredAtMost) {
      throw new LessonError('tooMany', 'too many at once');
    }
    const answer = await new Promise<Answer<unknown>>((resolve) => {
      gathered.pupils.set(given.pupilId, { answer: given.answer, settle: [...before, resolve] });
    });
    unwrap(answer);
  }

  async #send(host: LessonHost, participantId: ParticipantId, questionId: QuestionId, key: string): Promise<void> {
    const all: Gathered['pupils'] = this.#gathered.get(key)?.pupils ?? new Map();
    this.#gathered.delete(key);
    const decide = (pupils: { pupilId: PupilId; answer: AnswerValue | null }[]) =>
      host.execute(
        { kind: 'server' },
        { name: 'question:answerByDevices', input: { participantId, questionId, pupils } },
      );
    const together = await decide([...all].map(([id, { answer }]) => ({ pupilId: id, answer })));
    // Where all together are too many, each is asked for itself: the first ones still fit.
    const alone = !together.ok && together.error.code === 'tooManyHands' && all.size > 1;
    for (const [id, { answer, settle }] of all) {
      const decided = alone ? await decide([{ pupilId: id, answer }]) : together;
      for (const each of settle) each(decided);
    }
  }

  #waitersOf(host: LessonHost) {
    const known = this.#waiting.get(host);
    if (known) return known;
    const wake = new Set<() => void>();
    const waiting = { revision: pupilView(host.state).revision, wake, stop: () => {} };
    waiting.stop = host.onEntries((_entries, state) => {
      const { revision } = pupilView(state);
      if (revision === waiting.revision) return;
      waiting.revision = revision;
      for (const each of [...wake]) each();
    });
    this.#waiting.set(host, waiting);
    return waiting;
  }
}
