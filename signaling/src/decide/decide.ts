import { type LessonState, mayDo, rights } from '../../protocol/lesson.ts';
import type { Actor, Command, DecidedName, DecidedResult } from './command.ts';
import { type Decision, type Handler, type Handlers, refuse } from './decision.ts';
import { hand } from './hand.ts';
import { participant } from './participant.ts';
import { planning } from './planning.ts';
import { recording } from './recording.ts';
import { stage } from './stage.ts';
import { tick } from './tick.ts';
import { track } from './track.ts';

/** Every command has its handler, or this does not compile. */
const handlers: Handlers<DecidedName> = {
  ...planning,
  ...participant,
  ...track,
  ...stage,
  ...hand,
  ...recording,
  ...tick,
};

/** Whether participants may give the command at all: the server's own stand in no table. */
const isOffered = (name: string): name is keyof typeof rights => Object.hasOwn(rights, name);

/**
 * Decides a command against a lesson: the answer, and the events that make it true. Pure: the same state, actor,
 * command and time give the same decision on any node. A participant gives only the commands that {@link rights} leave
 * to its role, and never the server's.
 */
export function decide<Name extends DecidedName>(
  state: LessonState,
  actor: Actor,
  command: Command<Name>,
  now: number,
): Decision<DecidedResult<Name>> {
  const allowed = actor.kind === 'server' || (isOffered(command.name) && mayDo(actor.role, command.name));
  if (!allowed) return refuse('forbidden', 'not for this role');
  const handler = handlers[command.name] as Handler<Name>;
  return handler(state, actor, command.input, now);
}
