import type { ChatMessage, ChatState, ParticipantId } from '@tongke/signaling/protocol/lesson';

/** Where a message stands: before all, or in the thread of one classroom with staff. */
export type Thread = { to: 'all' } | { to: 'seat'; participantId: ParticipantId };

/** A message with its place. */
export interface PlacedMessage {
  message: ChatMessage;
  thread: Thread;
  /** Staff have not let it through yet. */
  waits: boolean;
}

/** More than anybody scrolls through on a panel. */
const shownAtMost = 200;

const place = (messages: readonly ChatMessage[], thread: Thread): PlacedMessage[] =>
  messages.map((message) => ({ message, thread, waits: false }));

const inOrder = (messages: PlacedMessage[]): PlacedMessage[] =>
  messages.sort((a, b) => a.message.sentAt - b.message.sentAt).slice(-shownAtMost);

/** The threads of a seat's part of the chat. For a classroom there is none but its own. */
const threads = ({ rooms }: ChatState): PlacedMessage[] =>
  Object.entries(rooms).flatMap(([id, messages]) =>
    place(messages, { to: 'seat', participantId: id as ParticipantId }),
  );

/** All that staff read in one row, oldest first; what waits for them stands apart. Pure. */
export const staffMessages = (chat: ChatState): PlacedMessage[] =>
  inOrder([...place(chat.all, { to: 'all' }), ...threads(chat)]);

/** All that a classroom reads in one row, oldest first, with what it would like to say to all. Pure. */
export const roomMessages = (chat: ChatState): PlacedMessage[] =>
  inOrder([
    ...place(chat.all, { to: 'all' }),
    ...threads(chat),
    ...place(chat.waiting, { to: 'all' }).map((placed) => ({ ...placed, waits: true })),
  ]);

/** What staff have yet to read: the words of classrooms after a moment, milliseconds since the epoch. Pure. */
export const unreadByStaff = (chat: ChatState, until: number): number =>
  staffMessages(chat).filter(({ message }) => message.author === 'classroom' && isNew(message, until)).length;

/** What a classroom has yet to read: the words of others. Pure. */
export const unreadByRoom = (chat: ChatState, own: string | null, until: number): number =>
  roomMessages(chat).filter(({ message }) => message.classroomId !== own && isNew(message, until)).length;

const isNew = (message: ChatMessage, until: number): boolean => message.sentAt > until && !message.isHidden;
