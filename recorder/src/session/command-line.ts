import {
  type Answer,
  type CommandInput,
  type CommandResult,
  type LessonCommandName,
  LessonError,
} from '@tongke/signaling/protocol/lesson';

/** Sends a command once; rejects when the line is cut or no answer comes. */
export type SendOnce = (name: LessonCommandName, number: number, input: unknown) => Promise<Answer<unknown>>;

const repeatAfterMs = 300;

/** The recorder's lesson commands: one after the other, each repeated with its number until the lesson has answered. */
export class CommandLine {
  readonly #send: SendOnce;
  readonly #whenUp: () => Promise<void>;
  readonly #signal: AbortSignal;
  #number = 0;
  #work: Promise<unknown> = Promise.resolve();

  /** `whenUp` resolves while the line is up; `signal` ends all waiting. */
  constructor(send: SendOnce, whenUp: () => Promise<void>, signal: AbortSignal) {
    this.#send = send;
    this.#whenUp = whenUp;
    this.#signal = signal;
  }

  /** The last number that the lesson has answered: later ones count on from here. */
  resume(commandNumber: number): void {
    this.#number = Math.max(this.#number, commandNumber);
  }

  /** Throws LessonError for a refusal, and `unavailable` once the recorder closes. */
  run<Name extends LessonCommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    const done = this.#work.then(() => this.#run(name, input));
    this.#work = done.catch(() => {});
    return done as Promise<CommandResult<Name>>;
  }

  async #run(name: LessonCommandName, input: unknown): Promise<unknown> {
    let number: number | null = null;
    while (!this.#signal.aborted) {
      await this.#whenUp();
      if (this.#signal.aborted) break;
      if (number === null) {
        this.#number += 1;
        number = this.#number;
      }
      const answer = await this.#send(name, number, input).catch(() => null);
      if (answer?.ok) return answer.value;
      const again = answer === null || answer.error.code === 'unavailable' || answer.error.code === 'tooMany';
      if (!again) throw new LessonError(answer.error.code, answer.error.message);
      await pause(repeatAfterMs, this.#signal);
    }
    throw new LessonError('unavailable', 'the recorder is closing');
  }
}

/** Resolves after a time, or when the signal says so. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, durationMs);
    signal.addEventListener('abort', end);
  });
}
