import type { PraiseEvents } from '../praise.ts';
import { classroomOf, everyone, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const { classroomId } = classroomOf;

export const praiseRows: Rows<keyof PraiseEvents> = {
  starGiven: [{ event: { type: 'starGiven', ...classroomOf }, seenBy: everyone }],
  starTakenBack: [{ event: { type: 'starTakenBack', classroomId }, seenBy: everyone }],
  applauded: [{ event: { type: 'applauded', byTeacher: true }, seenBy: everyone }],
  classroomClapped: [
    {
      event: { type: 'classroomClapped', participantId: viewers.classroom.participantId },
      seenBy: staffAndClassroom,
    },
  ],
};
