import {
  type Allowance,
  allows,
  type CommandName,
  type ControlUse,
  isStaff,
  type LessonEvent,
  type LessonState,
  ownSwitch,
  type ParticipantId,
  rights,
  whilePaused,
} from '../../protocol/lesson.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, leads, refuse, refuseUnlessOpen } from './decision.ts';
import { pauseFilm } from './film.ts';

type Refusal = ReturnType<typeof refuse> | undefined;

/** Whether the actor is one of those to whom switches apply: not staff, not a recorder, not this system. */
const isRuled = (actor: Actor): actor is Extract<Actor, { kind: 'participant' }> =>
  actor.kind === 'participant' && !isStaff(actor.role) && actor.role !== 'recorder';

/** Refuses what a room may not do now; undefined when it may. Staff are never refused by it. */
export function refuseUnlessAllowed(state: LessonState, actor: Actor, what: Allowance): Refusal {
  if (!isRuled(actor)) return undefined;
  if (state.permission.pausedAt !== null) return refuse('lessonPaused', 'the lesson is paused');
  return allows(state.permission, actor.participantId, what)
    ? undefined
    : refuse('notAllowed', `${what} is switched off by staff`);
}

/** Refuses every command of a room while everything pauses, but those that {@link whilePaused} leaves to it. */
export function refuseWhilePaused(state: LessonState, actor: Actor, command: string): Refusal {
  const isPaused = state.permission.pausedAt !== null && state.phase.name === 'open';
  if (!isPaused || !isRuled(actor) || !Object.hasOwn(rights, command)) return undefined;
  return whilePaused.has(command as CommandName) ? undefined : refuse('lessonPaused', 'the lesson is paused');
}

/** The event that says who used a control. */
export const controlUsed = (actor: Actor, use: ControlUse): LessonEvent => ({
  type: 'controlUsed',
  use,
  by: actor.kind === 'participant' ? actor.participantId : null,
});

const isInvited = (state: LessonState, id: ParticipantId): boolean =>
  id.startsWith('c-') && Object.hasOwn(state.classrooms, id.slice(2));

export const permission: Handlers<
  'permission:switch' | 'permission:pause' | 'permission:forbid' | 'participant:unblock'
> = {
  'permission:switch': (state, actor, { participantId, what, on }) => {
    const refusal = refuseUnlessLed(state, actor);
    if (refusal) return refusal;
    if (participantId !== null && !isInvited(state, participantId)) return refuse('notFound', 'no such classroom');
    const { permission: held } = state;
    const is = participantId === null ? held.all[what] : ownSwitch(held, participantId, what);
    if (is === on) return accept(null);
    const use: ControlUse = { control: 'switch', participantId, what, on };
    return accept(null, controlUsed(actor, use), { type: 'switchSet', participantId, what, on });
  },
  'permission:pause': (state, actor, { paused }, now) => {
    const refusal = refuseUnlessLed(state, actor);
    if (refusal) return refusal;
    if ((state.permission.pausedAt !== null) === paused) return accept(null);
    return paused
      ? accept(null, controlUsed(actor, { control: 'pause' }), { type: 'lessonPaused' }, ...pauseFilm(state, now))
      : accept(null, controlUsed(actor, { control: 'resume' }), { type: 'lessonResumed' });
  },
  'permission:forbid': (state, actor, { forbidden }) => {
    const refusal = refuseUnlessLed(state, actor);
    if (refusal) return refusal;
    if ((state.permission.forbiddenAt !== null) === forbidden) return accept(null);
    return forbidden
      ? accept(null, controlUsed(actor, { control: 'forbid' }), { type: 'interactionForbidden' })
      : accept(null, controlUsed(actor, { control: 'permit' }), { type: 'interactionPermitted' });
  },
  'participant:unblock': (state, actor, { participantId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const removed = Object.hasOwn(state.removed, participantId) ? state.removed[participantId] : undefined;
    if (!removed) return accept(null);
    return accept(null, controlUsed(actor, { control: 'unblock', participantId }), {
      type: 'participantReadmitted',
      participantId,
      role: removed.role,
    });
  },
};

const refuseUnlessLed = (state: LessonState, actor: Actor): Refusal =>
  leads(actor) ? refuseUnlessOpen(state) : refuse('forbidden', 'only staff');
