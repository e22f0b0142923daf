import type { ChatEvents } from '../chat.ts';
import { messageId } from '../ids.ts';
import { classroomOf, everyone, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const { participantId } = viewers.classroom;
const id = messageId('m1');
const message = {
  messageId: id,
  author: 'classroom' as const,
  name: 'Class 1',
  schoolName: 'School 1',
  classroomId: classroomOf.classroomId,
  text: 'A word',
};

export const chatRows: Rows<keyof ChatEvents> = {
  messageSent: [{ event: { type: 'messageSent', participantId, message }, seenBy: staffAndClassroom }],
  messageOffered: [{ event: { type: 'messageOffered', participantId, message }, seenBy: staffAndClassroom }],
  messageDeclined: [{ event: { type: 'messageDeclined', participantId, messageId: id }, seenBy: staffAndClassroom }],
  messagePublished: [{ event: { type: 'messagePublished', message }, seenBy: everyone }],
  messageHidden: [{ event: { type: 'messageHidden', participantId, messageId: id }, seenBy: staffAndClassroom }],
  publicMessageHidden: [{ event: { type: 'publicMessageHidden', messageId: id }, seenBy: everyone }],
  roomsWritingSet: [{ event: { type: 'roomsWritingSet', allowed: true }, seenBy: everyone }],
};
