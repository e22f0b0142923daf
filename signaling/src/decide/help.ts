import type { LessonEvent, LessonState, ParticipantId } from '../../protocol/lesson.ts';
import { accept, type Handlers, isHere, leads, refuse } from './decision.ts';

const callOf = ({ help: { calls } }: LessonState, id: ParticipantId) =>
  Object.hasOwn(calls, id) ? calls[id] : undefined;

export const help: Handlers<'help:call' | 'help:acknowledge' | 'help:done'> = {
  'help:call': (state, actor, _input, now) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only classrooms');
    // Whatever is switched off or paused: help may be called, before the lesson begins as well.
    if (state.phase.name === 'ended') return refuse('lessonEnded', 'the lesson has ended');
    const { participantId } = actor;
    const seat = state.participants[participantId];
    if (!seat || !isHere(state, participantId)) return refuse('notHere', 'not connected');
    const known = callOf(state, participantId);
    if (known) return accept({ calledAt: known.calledAt });
    const { classroomId, schoolId } = seat;
    return accept({ calledAt: now }, { type: 'helpCalled', participantId, classroomId, schoolId });
  },
  'help:acknowledge': (state, actor, { participantId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const known = callOf(state, participantId);
    if (!known) return refuse('notFound', 'nobody calls there');
    return known.acknowledgedAt === null ? accept(null, { type: 'helpAcknowledged', participantId }) : accept(null);
  },
  'help:done': (state, actor, { participantId: given }) => {
    const own = actor.kind === 'participant' ? actor.participantId : undefined;
    const participantId = given ?? own;
    if (!participantId) return refuse('badRequest', 'whose call?');
    if (participantId !== own && !leads(actor)) return refuse('forbidden', "another classroom's call");
    if (!callOf(state, participantId)) return accept(null);
    return accept(null, { type: 'helpDone', participantId, by: participantId === own ? 'classroom' : 'staff' });
  },
};

/** Ends the call of a classroom that was removed. */
export const endHelp = (state: LessonState, participantId: ParticipantId): LessonEvent[] =>
  callOf(state, participantId) ? [{ type: 'helpDone', participantId, by: 'staff' }] : [];
