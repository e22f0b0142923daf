import { inquiryId } from '../ids.ts';
import type { InquiryEvents } from '../inquiry.ts';
import { classroomOf, everyone, type Rows, staff, staffAndClassroom, viewers } from './rows.test-support.ts';

const { participantId } = viewers.classroom;
const { classroomId, schoolId } = classroomOf;
const id = inquiryId('q1');
const inquiry = { inquiryId: id, participantId, classroomId, schoolId, text: 'Why?' };
const about = { inquiryId: id, participantId };

export const inquiryRows: Rows<keyof InquiryEvents> = {
  inquiryAsked: [{ event: { type: 'inquiryAsked', inquiry }, seenBy: staffAndClassroom }],
  inquiryWithdrawn: [{ event: { type: 'inquiryWithdrawn', ...about }, seenBy: staffAndClassroom }],
  inquiryAnswered: [
    { event: { type: 'inquiryAnswered', ...about, how: 'written', answer: 'So.' }, seenBy: staffAndClassroom },
  ],
  inquiryDeclined: [{ event: { type: 'inquiryDeclined', ...about }, seenBy: staffAndClassroom }],
  inquiriesOrdered: [{ event: { type: 'inquiriesOrdered', order: [id] }, seenBy: staff }],
  inquiryShown: [{ event: { type: 'inquiryShown', inquiryId: id, text: 'Why?', answer: 'So.' }, seenBy: everyone }],
};
