import {
  type Answer,
  type CommandInput,
  type CommandResult,
  type LessonCommandName,
  LessonError,
  limits,
} from '@tongke/signaling/protocol/lesson';
import { backoffMs } from '../backoff.ts';

/** Sends one lesson command with its number; the promise ends without an answer when the line is cut. */
export type SendCommand = (name: LessonCommandName, number: number, input: unknown) => Promise<Answer<unknown>>;

interface Waiting {
  name: LessonCommandName;
  input: unknown;
  /** Given when first sent, and kept for every repeat. */
  number: number | null;
  attempt: number;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Lesson commands of this seat, exactly once and in order: one is under way at a time, and it is repeated with the same
 * number after a timeout, a reconnection, or an answer that says the server cannot just now.
 */
export class CommandQueue {
  readonly #send: SendCommand;
  readonly #timeoutMs: number;
  readonly #waiting: Waiting[] = [];
  #lastNumber = 0;
  #open = false;
  /** Rises with each sending, so that the answer to a former one is known as late. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: SendCommand, timeoutMs: number = limits.commandTimeoutMs) {
    this.#send = send;
    this.#timeoutMs = timeoutMs;
  }

  /** Commands that have no answer yet. */
  get length(): number {
    return this.#waiting.length;
  }

  /** The line is open: what has no answer is sent again. `commandNumber` is the last that the lesson has answered. */
  resume(commandNumber: number): void {
    this.#lastNumber = Math.max(this.#lastNumber, commandNumber);
    this.#open = true;
    this.#sendFirst();
  }

  /** The line is cut: nothing is sent until {@link resume}. */
  pause(): void {
    this.#open = false;
    this.#turn += 1;
    clearTimeout(this.#timer);
  }

  /** Answers when the lesson has. Throws LessonError for a refusal; waits as long as the line is cut. */
  run<Name extends LessonCommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ name, input, number: null, attempt: 0, resolve, reject });
      if (this.#waiting.length === 1) this.#sendFirst();
    }) as Promise<CommandResult<Name>>;
  }

  /** Refuses all that waits. */
  close(reason: LessonError): void {
    this.pause();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(reason);
  }

  #sendFirst(): void {
    const [first] = this.#waiting;
    if (!first || !this.#open) return;
    if (first.number === null) {
      this.#lastNumber += 1;
      first.number = this.#lastNumber;
    }
    this.#turn += 1;
    const turn = this.#turn;
    const late = () => turn !== this.#turn;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sendFirst(), this.#timeoutMs);
    this.#send(first.name, first.number, first.input).then(
      (answer) => {
        if (!late()) this.#answered(first, answer);
      },
      () => {
        if (!late()) this.#repeatLater(first);
      },
    );
  }

  #answered(first: Waiting, answer: Answer<unknown>): void {
    if (!answer.ok && (answer.error.code === 'unavailable' || answer.error.code === 'tooMany')) {
      this.#repeatLater(first);
      return;
    }
    clearTimeout(this.#timer);
    this.#waiting.shift();
    if (answer.ok) first.resolve(answer.value);
    else first.reject(new LessonError(answer.error.code, answer.error.message));
    this.#sendFirst();
  }

  #repeatLater(first: Waiting): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sendFirst(), backoffMs(first.attempt, 200, 3_000));
    first.attempt += 1;
  }
}
