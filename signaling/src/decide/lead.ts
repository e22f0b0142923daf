import type { LessonState } from '../../protocol/lesson.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, isHere, refuse, refuseUnlessOpen } from './decision.ts';

/** The nouns of commands that every teacher keeps: about seats, words and the lead itself. */
const shared: ReadonlySet<string> = new Set(['seat', 'lead', 'hand', 'chat', 'inquiry', 'help', 'praise']);
/** Whoever may give a command of this kind runs the lesson by it. */
const ledRoles = ['teacher', 'assistant'];

/** Refuses a command that runs the lesson to a teacher who does not lead it; undefined when it may be given. */
export function refuseUnlessLeading(
  state: LessonState,
  actor: Actor,
  command: string,
  roles: readonly string[],
): ReturnType<typeof refuse> | undefined {
  if (actor.kind !== 'participant' || actor.role !== 'teacher') return undefined;
  if (actor.participantId === state.lead.leaderId) return undefined;
  const isLed = roles.every((role) => ledRoles.includes(role)) && !shared.has(command.split(':')[0] ?? '');
  return isLed ? refuse('notLeading', 'the other teacher leads the lesson') : undefined;
}

export const lead: Handlers<'lead:offer' | 'lead:withdraw' | 'lead:take'> = {
  'lead:offer': (state, actor, { participantId }) => {
    const refusal = refuseUnlessOpen(state) ?? refuseUnlessMine(state, actor);
    if (refusal) return refusal;
    if (state.participants[participantId]?.role !== 'teacher') return refuse('notFound', 'no other teacher');
    if (participantId === state.lead.leaderId) return accept(null);
    if (!isHere(state, participantId)) return refuse('notHere', 'the other teacher is not here');
    if (state.lead.offeredTo === participantId || actor.kind !== 'participant') return accept(null);
    return accept(null, { type: 'leadOffered', to: participantId, by: actor.participantId });
  },
  'lead:withdraw': (state, actor) => {
    const refusal = refuseUnlessOpen(state) ?? refuseUnlessMine(state, actor);
    if (refusal) return refusal;
    if (state.lead.offeredTo === null || actor.kind !== 'participant') return accept(null);
    return accept(null, { type: 'leadOfferWithdrawn', by: actor.participantId });
  },
  'lead:take': (state, actor) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only a teacher');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const { participantId } = actor;
    const { leaderId, offeredTo } = state.lead;
    if (participantId === leaderId) return accept(null);
    if (!isHere(state, participantId)) return refuse('notHere', 'not connected');
    const isOffered = offeredTo === participantId;
    // A seat that was never taken leads nothing yet: the second teacher may begin.
    if (!isOffered && isHere(state, leaderId)) return refuse('notLeading', 'the other teacher has not handed over');
    return accept(null, { type: 'leadTaken', participantId, because: isOffered ? 'handover' : 'away' });
  },
};

/** An offer is the leader's, or an assistant's. */
const refuseUnlessMine = (state: LessonState, actor: Actor) =>
  actor.kind === 'participant' && actor.role === 'teacher' && actor.participantId !== state.lead.leaderId
    ? refuse('notLeading', 'the other teacher leads the lesson')
    : undefined;
