import type { Logger } from 'pino';
import { type Answer, Fold, type LessonEntry, type LessonState } from '../protocol/lesson.ts';
import type { Actor, Command } from './decide/command.ts';
import { decide } from './decide/decide.ts';
import type { Decision } from './decide/decision.ts';
import { MAX_APPEND_BYTES } from './log/log.ts';

/** How an entry stands in the log; the log adds its place and time. */
export type Kept = Pick<LessonEntry, 'event' | 'command'>;

/** A command that waits to be decided. `number` is set for participants' commands. */
export interface Given {
  actor: Actor;
  command: Command;
  number: number | undefined;
}

/** What came of the first `answers.length` commands: the answers hold once `kept` is in the log. */
export interface Batch {
  kept: Kept[];
  answers: Answer<unknown>[];
  /** With nothing to append, some answer rests on this node's state alone, which may be older than the log. */
  unproven: boolean;
}

export const internal: Answer<never> = { ok: false, error: { code: 'internal', message: 'internal error' } };
const tooLarge: Answer<never> = {
  ok: false,
  error: { code: 'tooLarge', message: 'more events than fit into one append' },
};

/** One append's events stay below this, unless a single command has more. */
const usualBytes = MAX_APPEND_BYTES / 2;

/** Decides commands one after the other, each on what those before it have changed; as many as one append may carry. */
export function decideBatch(state: LessonState, commands: readonly Given[], now: number, logger: Logger): Batch {
  const fold = new Fold(state);
  const batch: Batch = { kept: [], answers: [], unproven: false };
  let bytes = 0;
  for (const given of commands) {
    const known = answered(fold.state, given);
    const decision = known ?? tryToDecide(fold.state, given, now, logger);
    const kept = decision ? entriesOf(given, decision) : [];
    const ownBytes = kept.length > 0 ? Buffer.byteLength(JSON.stringify(kept)) : 0;
    if (bytes + ownBytes > usualBytes && batch.kept.length > 0) break;
    if (ownBytes > MAX_APPEND_BYTES) {
      batch.answers.push(tooLarge);
      continue;
    }
    bytes += ownBytes;
    batch.unproven ||= !known && kept.length === 0;
    for (const one of kept) {
      batch.kept.push(one);
      fold.push({ sequence: fold.state.sequence + 1, at: now, ...one });
    }
    batch.answers.push(decision ? answerOf(decision) : internal);
  }
  return batch;
}

/** Undefined when deciding failed, which is a broken invariant: it must not fail the commands of others. */
function tryToDecide(state: LessonState, given: Given, now: number, logger: Logger): Decision<unknown> | undefined {
  try {
    return decide(state, given.actor, given.command, now);
  } catch (error) {
    logger.error({ err: error, command: given.command.name }, 'a command could not be decided');
    return undefined;
  }
}

/** The decision on a command that the lesson has answered before: the same answer, and no events. */
function answered(state: LessonState, { actor, number }: Given): Decision<unknown> | undefined {
  if (number === undefined || actor.kind !== 'participant') return undefined;
  const last = state.commands[actor.participantId];
  if (!last || number > last.number) return undefined;
  if (number === last.number) return { ok: true, value: last.value, events: [] };
  return { ok: false, error: { code: 'conflict', message: `command ${last.number} was answered already` } };
}

function entriesOf({ actor, number }: Given, decision: Decision<unknown>): Kept[] {
  const kept: Kept[] = (decision.events ?? []).map((event) => ({ event }));
  const last = kept.at(-1);
  if (last && decision.ok && number !== undefined && actor.kind === 'participant') {
    last.command = { participantId: actor.participantId, number, value: decision.value };
  }
  return kept;
}

const answerOf = (decision: Decision<unknown>): Answer<unknown> =>
  decision.ok ? { ok: true, value: decision.value } : { ok: false, error: decision.error };
