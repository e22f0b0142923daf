import pino from 'pino';
import { type Answer, emptyLesson, evolveAll, type LessonEntry, type LessonState } from '../../protocol/lesson.ts';
import { decideBatch, type Given } from '../decide-batch.ts';
import { opening, server } from './cast.test-support.ts';
import type { Actor, Command } from './command.ts';
import type { Action } from './random-actions.test-support.ts';

const logger = pino({ level: 'silent' });

/** What an action led to: what was appended, and the answer when it was a command. */
export interface Outcome {
  given: Given | null;
  answer: Answer<unknown> | null;
  appended: LessonEntry[];
}

/** One log and two nodes that each know it as far as they have read; a stale one is refused, reads on and decides anew. */
export class TwoNodes {
  readonly log: LessonEntry[] = [];
  now = 1_000_000;
  readonly #nodes: [LessonState, LessonState] = [emptyLesson, emptyLesson];
  readonly #numbers = new Map<string, number>();
  readonly #history: Given[] = [];

  constructor(opened: boolean) {
    if (opened) for (const command of opening) this.give(0, server, command);
  }

  /** The lesson as the log has it. */
  get state(): LessonState {
    this.#read(0);
    return this.#nodes[0];
  }

  act(action: Action): Outcome {
    switch (action.kind) {
      case 'give':
        return this.give(action.node, action.actor, action.command);
      case 'repeat': {
        const given = this.#history.at(-action.back);
        return given ? this.#execute(action.node, given) : { given: null, answer: null, appended: [] };
      }
      case 'wait':
        this.now += action.ms;
        return { given: null, answer: null, appended: [] };
      case 'read':
        this.#read(action.node);
        return { given: null, answer: null, appended: [] };
    }
  }

  give(node: 0 | 1, actor: Actor, command: Command): Outcome {
    let number: number | undefined;
    if (actor.kind === 'participant') {
      number = (this.#numbers.get(actor.participantId) ?? 0) + 1;
      this.#numbers.set(actor.participantId, number);
    }
    const given: Given = { actor, command, number };
    if (number !== undefined) this.#history.push(given);
    return this.#execute(node, given);
  }

  #execute(node: 0 | 1, given: Given): Outcome {
    for (;;) {
      const state = this.#nodes[node];
      const { kept, answers, unproven } = decideBatch(state, [given], Math.max(this.now, state.at), logger);
      const [answer = null] = answers;
      if ((kept.length > 0 || unproven) && state.sequence < this.log.length) {
        this.#read(node);
        continue;
      }
      const appended: LessonEntry[] = kept.map((one, index) => ({
        sequence: state.sequence + 1 + index,
        at: Math.max(this.now, state.at),
        ...one,
      }));
      // As it comes out of the log again.
      this.log.push(...(JSON.parse(JSON.stringify(appended)) as LessonEntry[]));
      this.#read(node);
      return { given, answer, appended };
    }
  }

  #read(node: 0 | 1): void {
    const state = this.#nodes[node];
    this.#nodes[node] = evolveAll(state, this.log.slice(state.sequence));
  }
}
