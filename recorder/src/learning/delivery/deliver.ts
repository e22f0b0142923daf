import type { Logger } from 'pino';
import { pause } from '../../session/command-line.ts';
import type { LearningFolder } from '../learning-folder.ts';
import { type DeliveryState, readDelivery, writeDelivery } from './delivery-state.ts';
import type { Lrs } from './lrs.ts';
import type { LrsAnswer } from './lrs-answer.ts';
import { deniedFactor, Patience, type Pauses } from './patience.ts';
import { RefusedFile } from './refused-file.ts';
import { type BatchLimits, lengthOf, readBatches } from './statement-file.ts';

export interface DeliveryOptions {
  folder: LearningFolder;
  lrs: Lrs;
  /** Of the statements' file as it is now. */
  sha256: string;
  settings: string;
  pauses: Pauses;
  logger: Logger;
  /** Ends the waiting and the request under way; what is not delivered is at the next time. */
  signal: AbortSignal;
}

const usualLimits: BatchLimits = { statements: 100, lengthBytes: 512 * 1024 };

/** A request's answer that ends the tries: the statements were taken, or will not be. */
type Settled = Exclude<LrsAnswer, { kind: 'later' | 'denied' }>;

/**
 * Delivers an archive's statements from where it was left, in order, and tries until each was taken or refused. Whatever
 * happens in between, none is left out; one may be sent twice, which its id makes harmless. Returns how far it came. Throws what
 * the disk says.
 */
export async function deliver(options: DeliveryOptions): Promise<DeliveryState> {
  return await new Delivery(options, await stateOf(options)).run();
}

async function stateOf({ folder, lrs, sha256, settings }: DeliveryOptions): Promise<DeliveryState> {
  const kept = await readDelivery(folder.delivery);
  if (kept && kept.url === lrs.url && kept.sha256 === sha256) return { ...kept, settings };
  return { url: lrs.url, sha256, settings, atByte: 0, delivered: 0, known: 0, refused: 0, done: false };
}

class Delivery {
  readonly #options: DeliveryOptions;
  readonly #refused: RefusedFile;
  readonly #patience: Patience;
  readonly #denied: Patience;
  #state: DeliveryState;
  #limits = usualLimits;

  constructor(options: DeliveryOptions, state: DeliveryState) {
    this.#options = options;
    this.#state = state;
    this.#refused = new RefusedFile(options.folder.refused);
    const { firstMs, atMostMs } = options.pauses;
    this.#patience = new Patience(options.pauses);
    this.#denied = new Patience({ firstMs: firstMs * deniedFactor, atMostMs: atMostMs * 3 });
  }

  async run(): Promise<DeliveryState> {
    const { folder, signal } = this.#options;
    if (this.#state.done) return this.#state;
    for await (const { statements } of readBatches(folder.statements, this.#state.atByte, () => this.#limits)) {
      await this.#bring(statements);
      if (signal.aborted) return this.#state;
    }
    await this.#keep({ done: true });
    return this.#state;
  }

  /** Brings statements; where not all are acceptable, in halves, until the one that is not stands alone. */
  async #bring(statements: readonly string[]): Promise<void> {
    const waiting = [statements];
    for (let some = waiting.shift(); some !== undefined; some = waiting.shift()) {
      const answer = await this.#send(some);
      if (answer === null) return;
      const [only = ''] = some;
      if (answer.kind === 'taken') await this.#pass(some, { delivered: some.length });
      else if (some.length > 1) waiting.unshift(...this.#halves(some, answer));
      else if (answer.kind === 'known') await this.#pass(some, { delivered: 1, known: 1 });
      else await this.#refuse(only, answer);
    }
  }

  #halves(statements: readonly string[], answer: Settled): (readonly string[])[] {
    const half = Math.ceil(statements.length / 2);
    if (answer.kind === 'refused' && answer.tooLarge) this.#limits = { ...this.#limits, statements: half };
    return [statements.slice(0, half), statements.slice(half)];
  }

  async #refuse(statement: string, answer: Settled): Promise<void> {
    if (answer.kind !== 'refused') return;
    const { status, words } = answer;
    await this.#refused.add(statement, status, words);
    this.#options.logger.error({ status, words }, 'a statement was refused and is kept aside');
    await this.#pass([statement], { refused: 1 });
  }

  /** Sends until there is an answer to go by; null when it is time to stop. */
  async #send(statements: readonly string[]): Promise<Settled | null> {
    const { lrs, logger, signal } = this.#options;
    while (!signal.aborted) {
      const answer = await lrs.send(statements, signal);
      if (signal.aborted && answer.kind !== 'taken') break;
      if (answer.kind !== 'later' && answer.kind !== 'denied') {
        this.#patience.reset();
        this.#denied.reset();
        return answer;
      }
      const waitMs = Math.round(
        answer.kind === 'denied' ? this.#denied.nextMs() : this.#patience.nextMs(answer.afterMs ?? 0),
      );
      if (answer.kind === 'denied') {
        logger.error({ url: lrs.url, status: answer.status, waitMs }, 'the LRS does not accept the key and secret');
      } else logger.warn({ url: lrs.url, why: answer.why, waitMs }, 'the LRS took nothing; again later');
      await pause(waitMs, signal);
    }
    return null;
  }

  /** These are done with. */
  async #pass(statements: readonly string[], more: Partial<Record<'delivered' | 'known' | 'refused', number>>) {
    const { atByte, delivered, known, refused } = this.#state;
    await this.#keep({
      atByte: atByte + statements.reduce((sum, statement) => sum + lengthOf(statement), 0),
      delivered: delivered + (more.delivered ?? 0),
      known: known + (more.known ?? 0),
      refused: refused + (more.refused ?? 0),
    });
  }

  async #keep(change: Partial<DeliveryState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await writeDelivery(this.#options.folder.delivery, this.#state);
  }
}
