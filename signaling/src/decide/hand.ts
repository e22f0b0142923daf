import { accept, type Handlers, leads, refuse } from './decision.ts';

export const hand: Handlers<'hand:raise' | 'hand:lower'> = {
  'hand:raise': (state, actor) => {
    if (actor.kind !== 'participant' || actor.role !== 'classroom') return refuse('forbidden', 'only classrooms');
    if (state.phase.name !== 'open') return refuse('lessonNotOpen', 'the lesson is not open');
    const { participantId } = actor;
    if (state.stage.some((entry) => entry.participantId === participantId)) {
      return refuse('conflict', 'on stage already');
    }
    const place = state.hands.findIndex((raised) => raised.participantId === participantId);
    return place >= 0
      ? accept({ position: place + 1 })
      : accept({ position: state.hands.length + 1 }, { type: 'handRaised', participantId });
  },
  'hand:lower': (state, actor, input) => {
    const participantId = input.participantId ?? (actor.kind === 'participant' ? actor.participantId : undefined);
    const own = actor.kind === 'participant' && actor.participantId === participantId;
    if (!participantId) return refuse('badRequest', 'whose hand?');
    if (!own && !leads(actor)) return refuse('forbidden', "another classroom's hand");
    const raised = state.hands.some((each) => each.participantId === participantId);
    return raised ? accept(null, { type: 'handLowered', participantId }) : accept(null);
  },
};
