import type { HelpEvents } from '../help.ts';
import { classroomOf, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const { participantId } = viewers.classroom;
const { classroomId, schoolId } = classroomOf;

export const helpRows: Rows<keyof HelpEvents> = {
  helpCalled: [{ event: { type: 'helpCalled', participantId, classroomId, schoolId }, seenBy: staffAndClassroom }],
  helpAcknowledged: [{ event: { type: 'helpAcknowledged', participantId }, seenBy: staffAndClassroom }],
  helpDone: [{ event: { type: 'helpDone', participantId, by: 'staff' }, seenBy: staffAndClassroom }],
};
