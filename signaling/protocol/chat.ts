import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, MessageId, ParticipantId } from './ids.ts';
import { limits } from './limits.ts';
import type { RecordWriter } from './record-writer.ts';
import { isStaff } from './role.ts';
import { toEveryone, type Viewer, type Visibility } from './visibility.ts';

/** A message as it is read. Who wrote it stands in words, never as a seat: other rooms know of no seats. */
export interface ChatMessage {
  messageId: MessageId;
  /** `desk`: an assistant, of whom classrooms know no more. */
  author: 'teacher' | 'desk' | 'classroom';
  /** Of the person or classroom, as shown to those who read it; empty for the desk. */
  name: string;
  /** Of a classroom; empty for staff. */
  schoolName: string;
  /** Set when a classroom wrote it. */
  classroomId: ClassroomId | null;
  text: string;
  /** Staff have taken it away: its text is empty, its place stays. */
  isHidden: boolean;
  sentAt: number;
}

/** A classroom's message to all that nobody but staff and itself has read yet. */
export interface WaitingMessage extends ChatMessage {
  participantId: ParticipantId;
}

/** Messages between a classroom and staff, and to all. Of each thread only the newest are kept here; the log keeps all. */
export interface ChatState {
  /** To all, oldest first. */
  all: ChatMessage[];
  /** Each classroom's own thread with staff, by its seat, oldest first. */
  rooms: Record<ParticipantId, ChatMessage[]>;
  /** What staff are to read before all may. */
  waiting: WaitingMessage[];
  /** Whether what a classroom writes to all is there at once. */
  roomsMayWriteToAll: boolean;
}

export const emptyChat: ChatState = { all: [], rooms: {}, waiting: [], roomsMayWriteToAll: false };

type Written = Omit<ChatMessage, 'sentAt' | 'isHidden'>;

/** Messages are written, read by staff first, and taken away. */
export interface ChatEvents {
  /** In a classroom's own thread with staff. */
  messageSent: { participantId: ParticipantId; message: Written };
  /** A classroom would like to say this to all. */
  messageOffered: { participantId: ParticipantId; message: Written };
  messageDeclined: { participantId: ParticipantId; messageId: MessageId };
  /** To all: by staff, or by a classroom at once or after staff have read it. */
  messagePublished: { message: Written };
  messageHidden: { participantId: ParticipantId; messageId: MessageId };
  publicMessageHidden: { messageId: MessageId };
  roomsWritingSet: { allowed: boolean };
}

const toSeat = ({ participantId }: { participantId: ParticipantId }): Visibility => ({ to: 'seat', participantId });
const written = (message: Written, at: number): ChatMessage => ({ ...message, isHidden: false, sentAt: at });
const hide = (messages: ChatMessage[], id: MessageId): ChatMessage[] =>
  messages.map((message) => (message.messageId === id ? { ...message, text: '', isHidden: true } : message));
const not = (id: MessageId) => (message: ChatMessage) => message.messageId !== id;

export const chatEvents: EventDefinitions<ChatEvents> = {
  messageSent: {
    visibility: toSeat,
    evolve: (state, { participantId, message }, at, records) => {
      const thread = [...(state.chat.rooms[participantId] ?? []), written(message, at)].slice(-limits.roomMessagesKept);
      return { ...state, chat: withThread(state.chat, participantId, thread, records) };
    },
  },
  messageOffered: {
    visibility: toSeat,
    evolve: (state, { participantId, message }, at) => ({
      ...state,
      chat: { ...state.chat, waiting: [...state.chat.waiting, { ...written(message, at), participantId }] },
    }),
  },
  messageDeclined: {
    visibility: toSeat,
    evolve: (state, { messageId }) => ({
      ...state,
      chat: { ...state.chat, waiting: state.chat.waiting.filter(not(messageId)) },
    }),
  },
  messagePublished: {
    visibility: () => toEveryone,
    evolve: (state, { message }, at) => ({
      ...state,
      chat: {
        ...state.chat,
        all: [...state.chat.all, written(message, at)].slice(-limits.messagesToAllKept),
        waiting: state.chat.waiting.filter(not(message.messageId)),
      },
    }),
  },
  messageHidden: {
    visibility: toSeat,
    evolve: (state, { participantId, messageId }, _at, records) => {
      const thread = state.chat.rooms[participantId];
      if (!thread) return state;
      return { ...state, chat: withThread(state.chat, participantId, hide(thread, messageId), records) };
    },
  },
  publicMessageHidden: {
    visibility: () => toEveryone,
    evolve: (state, { messageId }) => ({
      ...state,
      chat: { ...state.chat, all: hide(state.chat.all, messageId) },
    }),
  },
  roomsWritingSet: {
    visibility: () => toEveryone,
    evolve: (state, { allowed }) => ({ ...state, chat: { ...state.chat, roomsMayWriteToAll: allowed } }),
  },
};

const withThread = (chat: ChatState, id: ParticipantId, thread: ChatMessage[], records: RecordWriter): ChatState => ({
  ...chat,
  rooms: records.set(chat.rooms, id, thread),
});

/** What a viewer may see of it: staff all, a classroom what is to all and its own. */
export function projectChat(chat: ChatState, { participantId, role }: Viewer): ChatState {
  if (isStaff(role)) return chat;
  const own = chat.rooms[participantId];
  return {
    ...chat,
    rooms: own ? { [participantId]: own } : {},
    waiting: chat.waiting.filter((message) => message.participantId === participantId),
  };
}
