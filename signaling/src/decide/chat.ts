import {
  type ChatMessage,
  type ChatState,
  type LessonEvent,
  type LessonState,
  limits,
  messageId,
  type Participant,
  type ParticipantId,
} from '../../protocol/lesson.ts';
import type { DecidedInput } from './command.ts';
import { accept, type Handlers, isHere, leads, refuse, refuseUnlessOpen } from './decision.ts';
import { refuseUnlessAllowed } from './permission.ts';

/** Which messages of the last window a count is about. */
const countSince = (messages: readonly ChatMessage[], since: number, isMeant: (message: ChatMessage) => boolean) =>
  messages.filter((message) => message.sentAt > since && isMeant(message)).length;

/**
 * How much a seat may still write. Counted in what the state keeps, hidden messages too: more of each thread is kept than
 * may be written in a window.
 */
function refuseUnlessSlow({ chat }: LessonState, writer: Participant, toAll: boolean, now: number) {
  const since = now - limits.messageWindowMs;
  const tooFast = refuse('tooMany', 'too many messages');
  if (writer.role !== 'classroom') {
    const ownThreads = toAll ? [chat.all] : Object.values(chat.rooms);
    const written = ownThreads.reduce((sum, thread) => sum + countSince(thread, since, isOfStaff), 0);
    return written >= limits.staffMessagesPerWindow ? tooFast : undefined;
  }
  const own = chat.rooms[writer.participantId] ?? [];
  const isOwn = ({ classroomId }: ChatMessage) => classroomId !== null && classroomId === writer.classroomId;
  const written = [own, chat.waiting, chat.all].reduce((sum, thread) => sum + countSince(thread, since, isOwn), 0);
  if (written >= limits.messagesPerWindow) return tooFast;
  if (!toAll) return undefined;
  const waits = chat.waiting.filter(({ participantId }) => participantId === writer.participantId).length;
  if (waits >= limits.messagesWaiting) return refuse('tooMany', 'other messages wait for staff');
  const ofRooms = countSince(chat.all, since, (message) => !isOfStaff(message));
  return chat.roomsMayWriteToAll && ofRooms >= limits.roomMessagesToAllPerWindow ? tooFast : undefined;
}
const isOfStaff = ({ author }: ChatMessage): boolean => author !== 'classroom';

/** Where a message goes: to all, or into the thread of one classroom. */
function addressee(writer: Participant, to: DecidedInput<'chat:send'>['to']): 'all' | ParticipantId | null {
  const isRoom = writer.role === 'classroom';
  switch (to.kind) {
    case 'all':
      return 'all';
    case 'staff':
      return isRoom ? writer.participantId : null;
    case 'seat':
      return isRoom ? null : to.participantId;
  }
}

/** A message as it is read: next event's place in the log names it. */
const compose = ({ sequence, classrooms }: LessonState, writer: Participant, text: string) => {
  const { role, classroomId } = writer;
  const author: ChatMessage['author'] = role === 'classroom' ? role : role === 'teacher' ? role : 'desk';
  return {
    messageId: messageId(`m${sequence + 1}`),
    author,
    name: writer.name,
    schoolName: (classroomId && classrooms[classroomId]?.schoolName) || '',
    classroomId,
    text,
  };
};

const isIn = (messages: readonly ChatMessage[] | undefined, id: string) =>
  messages?.find((message) => message.messageId === id);

/** Lets all read a message that waited. */
const publish = ({
  participantId: _own,
  isHidden: _hidden,
  sentAt: _at,
  ...message
}: ChatState['waiting'][number]) => ({
  type: 'messagePublished' as const,
  message,
});

export const chat: Handlers<'chat:send' | 'chat:approve' | 'chat:decline' | 'chat:hide' | 'chat:open'> = {
  'chat:send': (state, actor, { to, text }, now) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only participants write');
    const refusal = refuseUnlessOpen(state) ?? refuseUnlessAllowed(state, actor, 'text');
    if (refusal) return refusal;
    const writer = state.participants[actor.participantId];
    if (!writer || !isHere(state, actor.participantId)) return refuse('notHere', 'not connected');
    const thread = addressee(writer, to);
    if (thread === null) return refuse('forbidden', 'not to them');
    if (thread !== 'all' && state.participants[thread]?.role !== 'classroom') return refuse('notFound', 'no classroom');
    const tooFast = refuseUnlessSlow(state, writer, thread === 'all', now);
    if (tooFast) return tooFast;
    const message = compose(state, writer, text);
    const waits = thread === 'all' && writer.role === 'classroom' && !state.chat.roomsMayWriteToAll;
    const event: LessonEvent = waits
      ? { type: 'messageOffered', participantId: writer.participantId, message }
      : thread === 'all'
        ? { type: 'messagePublished', message }
        : { type: 'messageSent', participantId: thread, message };
    return accept({ messageId: message.messageId, waits }, event);
  },
  'chat:approve': (state, actor, { messageId: wanted }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const waiting = state.chat.waiting.find(({ messageId: id }) => id === wanted);
    if (waiting) return accept(null, publish(waiting));
    return isIn(state.chat.all, wanted) ? accept(null) : refuse('notFound', 'no such message waits');
  },
  'chat:decline': (state, actor, { messageId: wanted }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const waiting = state.chat.waiting.find(({ messageId: id }) => id === wanted);
    if (isIn(state.chat.all, wanted)) return refuse('conflict', 'all have read it already');
    return waiting
      ? accept(null, { type: 'messageDeclined', participantId: waiting.participantId, messageId: wanted })
      : accept(null);
  },
  'chat:hide': (state, actor, { messageId: wanted, participantId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const message = isIn(participantId === null ? state.chat.all : state.chat.rooms[participantId], wanted);
    if (!message) return refuse('notFound', 'no such message');
    if (message.isHidden) return accept(null);
    return participantId === null
      ? accept(null, { type: 'publicMessageHidden', messageId: wanted })
      : accept(null, { type: 'messageHidden', participantId, messageId: wanted });
  },
  'chat:open': (state, actor, { allowed }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    return state.chat.roomsMayWriteToAll === allowed
      ? accept(null)
      : accept(null, { type: 'roomsWritingSet', allowed });
  },
};

/** Takes back what a classroom that was removed would like to say to all. */
export const declineWaiting = (state: LessonState, seat: ParticipantId): LessonEvent[] =>
  state.chat.waiting
    .filter(({ participantId }) => participantId === seat)
    .map(({ participantId, messageId: id }) => ({ type: 'messageDeclined', participantId, messageId: id }));
