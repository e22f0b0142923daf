import { handQueue, limits } from '../../protocol/lesson.ts';
import { accept, type Handlers, isHere, isStaged, leads, refuse, refuseUnlessOpen } from './decision.ts';
import { refuseUnlessAllowed } from './permission.ts';

export const hand: Handlers<'hand:raise' | 'hand:lower'> = {
  'hand:raise': (state, actor, _input, now) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only classrooms');
    const { participantId } = actor;
    const refusal = refuseUnlessOpen(state) ?? refuseUnlessAllowed(state, actor, 'interaction');
    if (refusal) return refusal;
    if (!isHere(state, participantId)) return refuse('notHere', 'not connected');
    if (isStaged(state, participantId)) return refuse('conflict', 'on stage already');
    const isRaised = state.hands.some((raised) => raised.participantId === participantId);
    const hands = isRaised ? state.hands : [...state.hands, { participantId, raisedAt: now }];
    // In a storm of hands the order is worked out for those who look at it, not for each that is raised.
    const place =
      hands.length > limits.handsPlaced
        ? hands.findIndex((each) => each.participantId === participantId)
        : handQueue({ ...state, hands }).findIndex((each) => each.participantId === participantId);
    const answer = { position: place + 1 };
    return isRaised ? accept(answer) : accept(answer, { type: 'handRaised', participantId });
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
