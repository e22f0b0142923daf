import { type LessonState, mayDo, rights } from '../../protocol/lesson.ts';
import { attendance } from './attendance.ts';
import { buzzer } from './buzzer.ts';
import { chat } from './chat.ts';
import type { Actor, Command, DecidedName, DecidedResult } from './command.ts';
import { type Decision, type Handler, type Handlers, refuse } from './decision.ts';
import { film } from './film.ts';
import { group } from './group.ts';
import { hand } from './hand.ts';
import { help } from './help.ts';
import { ink } from './ink.ts';
import { inquiry } from './inquiry.ts';
import { lead, refuseUnlessLeading } from './lead.ts';
import { music } from './music.ts';
import { participant } from './participant.ts';
import { permission, refuseWhilePaused } from './permission.ts';
import { planning } from './planning.ts';
import { praise } from './praise.ts';
import { programme } from './programme.ts';
import { question } from './question.ts';
import { recording } from './recording.ts';
import { slides } from './slides.ts';
import { stage } from './stage.ts';
import { tick } from './tick.ts';
import { timer } from './timer.ts';
import { track } from './track.ts';

/** Every command has its handler, or this does not compile. */
const handlers: Handlers<DecidedName> = {
  ...planning,
  ...participant,
  ...track,
  ...stage,
  ...hand,
  ...recording,
  ...slides,
  ...ink,
  ...permission,
  ...attendance,
  ...question,
  ...buzzer,
  ...chat,
  ...inquiry,
  ...help,
  ...praise,
  ...timer,
  ...film,
  ...music,
  ...programme,
  ...lead,
  ...group,
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
  if (actor.kind === 'participant') {
    if (!isOffered(command.name) || !mayDo(actor.role, command.name)) return refuse('forbidden', 'not for this role');
    const refusal =
      refuseUnlessLeading(state, actor, command.name, rights[command.name]) ??
      refuseWhilePaused(state, actor, command.name);
    if (refusal) return refusal;
  }
  const handler = handlers[command.name] as Handler<Name>;
  return handler(state, actor, command.input, now);
}
