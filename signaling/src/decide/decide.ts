import type { LessonState } from '../../protocol/lesson.ts';
import type { Actor, Command, DecidedName, DecidedResult } from './command.ts';
import type { Decision, Handler, Handlers } from './decision.ts';
import { hand } from './hand.ts';
import { participant } from './participant.ts';
import { planning } from './planning.ts';
import { recording } from './recording.ts';
import { stage } from './stage.ts';
import { track } from './track.ts';

/** Every command has its handler, or this does not compile. */
const handlers: Handlers<DecidedName> = { ...planning, ...participant, ...track, ...stage, ...hand, ...recording };

/**
 * Decides a command against a lesson: the answer, and the events that make it true. Pure: the same state, actor,
 * command and time give the same decision on any node. That the role may give the command at all is checked before.
 */
export function decide<Name extends DecidedName>(
  state: LessonState,
  actor: Actor,
  command: Command<Name>,
  now: number,
): Decision<DecidedResult<Name>> {
  const handler = handlers[command.name] as Handler<Name>;
  return handler(state, actor, command.input, now);
}
