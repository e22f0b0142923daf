import { type Inquiry, type InquiryId, inquiryId, type LessonState, limits, queueOf } from '../../protocol/lesson.ts';
import { accept, type Handlers, isHere, leads, refuse, refuseUnlessOpen } from './decision.ts';
import { refuseUnlessAllowed } from './permission.ts';

const waits = ({ outcome }: Inquiry): boolean => outcome.name === 'waiting';
const find = (state: LessonState, id: InquiryId): Inquiry | undefined => state.inquiry.inquiries[id];

export const inquiry: Handlers<
  'inquiry:ask' | 'inquiry:withdraw' | 'inquiry:answer' | 'inquiry:decline' | 'inquiry:move' | 'inquiry:show'
> = {
  'inquiry:ask': (state, actor, { text }) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only classrooms');
    const refusal =
      refuseUnlessOpen(state) ??
      refuseUnlessAllowed(state, actor, 'interaction') ??
      refuseUnlessAllowed(state, actor, 'text');
    if (refusal) return refusal;
    const { participantId } = actor;
    const seat = state.participants[participantId];
    if (!seat || !isHere(state, participantId)) return refuse('notHere', 'not connected');
    const waiting = Object.values(state.inquiry.inquiries).filter(waits);
    const own = waiting.filter((one) => one.participantId === participantId);
    // Said twice by an impatient aide: one question.
    const same = own.find((one) => one.text === text);
    if (same) return accept({ inquiryId: same.inquiryId });
    if (own.length >= limits.inquiriesWaiting) return refuse('tooMany', 'other questions wait');
    if (waiting.length >= limits.inquiriesInQueue) return refuse('tooMany', 'too many questions wait');
    const id = inquiryId(`q${state.sequence + 1}`);
    const { classroomId, schoolId } = seat;
    const asked = { inquiryId: id, participantId, classroomId, schoolId, text };
    return accept({ inquiryId: id }, { type: 'inquiryAsked', inquiry: asked });
  },
  'inquiry:withdraw': (state, actor, { inquiryId: id }) => {
    const known = find(state, id);
    const own = actor.kind === 'participant' && known?.participantId === actor.participantId;
    // Another room's question is as unknown here as one that never was.
    if (!known || !own) return accept(null);
    if (!waits(known)) return refuse('conflict', 'answered already');
    return accept(null, { type: 'inquiryWithdrawn', inquiryId: id, participantId: known.participantId });
  },
  'inquiry:answer': (state, actor, { inquiryId: id, answer = '' }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const known = find(state, id);
    if (!known) return refuse('notFound', 'no such question');
    const { outcome, participantId } = known;
    if (outcome.name === 'answered' && (outcome.answer === answer || answer === '')) return accept(null);
    const how = answer === '' ? ('aloud' as const) : ('written' as const);
    const isShown = state.inquiry.shown.some((one) => one.inquiryId === id);
    return accept(
      null,
      { type: 'inquiryAnswered', inquiryId: id, participantId, how, answer },
      ...(isShown ? [{ type: 'inquiryShown' as const, inquiryId: id, text: known.text, answer }] : []),
    );
  },
  'inquiry:decline': (state, actor, { inquiryId: id }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const known = find(state, id);
    if (!known) return refuse('notFound', 'no such question');
    switch (known.outcome.name) {
      case 'waiting':
        return accept(null, { type: 'inquiryDeclined', inquiryId: id, participantId: known.participantId });
      case 'declined':
        return accept(null);
      case 'answered':
        return refuse('conflict', 'answered already');
    }
  },
  'inquiry:move': (state, actor, { inquiryId: id, before }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const queue = queueOf(state.inquiry).map((one) => one.inquiryId);
    if (!queue.includes(id)) return refuse('notFound', 'no such question waits');
    const others = queue.filter((one) => one !== id);
    if (before !== null && before !== id && !others.includes(before)) return refuse('conflict', 'it waits no more');
    if (before === id) return accept(null);
    const place = before === null ? others.length : others.indexOf(before);
    const order = [...others.slice(0, place), id, ...others.slice(place)];
    return order.every((one, index) => one === queue[index])
      ? accept(null)
      : accept(null, { type: 'inquiriesOrdered', order });
  },
  'inquiry:show': (state, actor, { inquiryId: id }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const known = find(state, id);
    if (!known) return refuse('notFound', 'no such question');
    if (known.outcome.name !== 'answered') return refuse('conflict', 'not answered yet');
    const { answer } = known.outcome;
    const isShown = state.inquiry.shown.some((one) => one.inquiryId === id && one.answer === answer);
    return isShown ? accept(null) : accept(null, { type: 'inquiryShown', inquiryId: id, text: known.text, answer });
  },
};
