import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, InquiryId, ParticipantId, SchoolId } from './ids.ts';
import { limits } from './limits.ts';
import { isStaff } from './role.ts';
import type { LessonState } from './state.ts';
import { toEveryone, toStaff, type Viewer, type Visibility } from './visibility.ts';

/** What became of a question. `declined`: staff have put it aside. */
export type InquiryOutcome =
  | { name: 'waiting' }
  | { name: 'answered'; how: 'aloud' | 'written'; answer: string; at: number }
  | { name: 'declined'; at: number };

/** A classroom's question to the teacher, as its aide typed it. */
export interface Inquiry {
  inquiryId: InquiryId;
  participantId: ParticipantId;
  classroomId: ClassroomId | null;
  schoolId: SchoolId | null;
  text: string;
  askedAt: number;
  outcome: InquiryOutcome;
}

/** A question that all classrooms may read, without who asked it. */
export interface ShownInquiry {
  inquiryId: InquiryId;
  text: string;
  /** Empty when it was answered aloud. */
  answer: string;
  shownAt: number;
}

/** Questions to the teacher: staff see the queue, a room its own, everyone those that are shown. */
export interface InquiryState {
  inquiries: Record<InquiryId, Inquiry>;
  /** The order that staff gave to those that wait; those not in it come after, as they were asked. Staff only. */
  order: InquiryId[];
  /** Newest last. */
  shown: ShownInquiry[];
}

export const emptyInquiry: InquiryState = { inquiries: {}, order: [], shown: [] };

/** Questions to the teacher, and what became of them. */
export interface InquiryEvents {
  inquiryAsked: { inquiry: Omit<Inquiry, 'askedAt' | 'outcome'> };
  inquiryWithdrawn: { inquiryId: InquiryId; participantId: ParticipantId };
  /** `answer` is empty when the teacher answered aloud. */
  inquiryAnswered: { inquiryId: InquiryId; participantId: ParticipantId; how: 'aloud' | 'written'; answer: string };
  inquiryDeclined: { inquiryId: InquiryId; participantId: ParticipantId };
  inquiriesOrdered: { order: InquiryId[] };
  inquiryShown: { inquiryId: InquiryId; text: string; answer: string };
}

const toSeat = ({ participantId }: { participantId: ParticipantId }): Visibility => ({ to: 'seat', participantId });

/** The state with another outcome of a question; the same where the question is not known. */
function settle(state: LessonState, inquiryId: InquiryId, outcome: InquiryOutcome, records: Records): LessonState {
  const known = state.inquiry.inquiries[inquiryId];
  if (!known) return state;
  return {
    ...state,
    inquiry: { ...state.inquiry, inquiries: records.set(state.inquiry.inquiries, inquiryId, { ...known, outcome }) },
  };
}
type Records = Parameters<EventDefinitions<InquiryEvents>['inquiryAsked']['evolve']>[3];

export const inquiryEvents: EventDefinitions<InquiryEvents> = {
  inquiryAsked: {
    visibility: ({ inquiry }) => toSeat(inquiry),
    evolve: (state, { inquiry }, at, records) => {
      const own = Object.values(state.inquiry.inquiries).filter((one) => one.participantId === inquiry.participantId);
      const closed = own.filter(({ outcome }) => outcome.name !== 'waiting');
      const [oldest] = own.length >= limits.inquiriesKept ? closed : [];
      const kept = oldest ? records.without(state.inquiry.inquiries, oldest.inquiryId) : state.inquiry.inquiries;
      const asked: Inquiry = { ...inquiry, askedAt: at, outcome: { name: 'waiting' } };
      return { ...state, inquiry: { ...state.inquiry, inquiries: records.set(kept, inquiry.inquiryId, asked) } };
    },
  },
  inquiryWithdrawn: {
    visibility: toSeat,
    evolve: (state, { inquiryId }, _at, records) => ({
      ...state,
      inquiry: { ...state.inquiry, inquiries: records.without(state.inquiry.inquiries, inquiryId) },
    }),
  },
  inquiryAnswered: {
    visibility: toSeat,
    evolve: (state, { inquiryId, how, answer }, at, records) =>
      settle(state, inquiryId, { name: 'answered', how, answer, at }, records),
  },
  inquiryDeclined: {
    visibility: toSeat,
    evolve: (state, { inquiryId }, at, records) => settle(state, inquiryId, { name: 'declined', at }, records),
  },
  inquiriesOrdered: {
    visibility: () => toStaff,
    evolve: (state, { order }) => ({ ...state, inquiry: { ...state.inquiry, order } }),
  },
  inquiryShown: {
    visibility: () => toEveryone,
    evolve: (state, shown, at) => {
      const { inquiryId, text, answer } = shown;
      const others = state.inquiry.shown.filter((one) => one.inquiryId !== inquiryId);
      const all = [...others, { inquiryId, text, answer, shownAt: at }].slice(-limits.inquiriesShown);
      return { ...state, inquiry: { ...state.inquiry, shown: all } };
    },
  },
};

/** The questions that wait, in the order that staff gave them. Pure. */
export function queueOf({ inquiries, order }: InquiryState): Inquiry[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return Object.values(inquiries)
    .filter(({ outcome }) => outcome.name === 'waiting')
    .sort((a, b) => (place.get(a.inquiryId) ?? order.length) - (place.get(b.inquiryId) ?? order.length) || older(a, b));
}
const older = (a: Inquiry, b: Inquiry) => a.askedAt - b.askedAt || (a.inquiryId < b.inquiryId ? -1 : 1);

/** What a viewer may see of it. */
export function projectInquiry(inquiry: InquiryState, { participantId, role }: Viewer): InquiryState {
  if (isStaff(role)) return inquiry;
  const own = Object.entries(inquiry.inquiries).filter(([, one]) => one.participantId === participantId);
  return { ...inquiry, inquiries: Object.fromEntries(own), order: [] };
}
