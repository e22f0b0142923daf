import { limits } from '../../protocol/lesson.ts';
import { accept, type Handlers, isHere, isStaged, leads, refuse, refuseUnlessOpen } from './decision.ts';
import { tracksOf } from './track.ts';

export const stage: Handlers<'stage:call' | 'stage:leave'> = {
  'stage:call': (state, actor, { participantId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff call on stage');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (isStaged(state, participantId)) return accept(null);
    const seat = state.participants[participantId];
    if (seat?.role !== 'classroom' || !isHere(state, participantId)) {
      return refuse('notHere', 'the classroom is not here');
    }
    if (state.stage.length >= limits.stageSeats) return refuse('stageFull', 'the stage is full');
    const raised = state.hands.some((hand) => hand.participantId === participantId);
    const { name, classroomId, schoolId } = seat;
    const schoolName = (classroomId && state.classrooms[classroomId]?.schoolName) || '';
    return accept(null, {
      type: 'stageCalled',
      entry: { participantId, name, schoolName, tracks: tracksOf(state, participantId) },
      classroomId,
      schoolId,
      because: raised ? 'hand' : 'call',
    });
  },
  'stage:leave': (state, actor, input) => {
    const participantId = input.participantId ?? (actor.kind === 'participant' ? actor.participantId : undefined);
    const own = actor.kind === 'participant' && actor.participantId === participantId;
    if (!participantId) return refuse('badRequest', 'who leaves the stage?');
    if (!own && !leads(actor)) return refuse('forbidden', 'only staff');
    return isStaged(state, participantId) ? accept(null, { type: 'stageLeft', participantId }) : accept(null);
  },
};
