import type { PermissionEvents } from '../permission.ts';
import { everyone, type Rows, staff, staffAndClassroom, viewers } from './rows.test-support.ts';

const { participantId } = viewers.classroom;

export const permissionRows: Rows<keyof PermissionEvents> = {
  switchSet: [
    { event: { type: 'switchSet', participantId: null, what: 'text', on: false }, seenBy: everyone },
    { event: { type: 'switchSet', participantId, what: 'voice', on: false }, seenBy: staffAndClassroom },
  ],
  lessonPaused: [{ event: { type: 'lessonPaused' }, seenBy: everyone }],
  lessonResumed: [{ event: { type: 'lessonResumed' }, seenBy: everyone }],
  interactionForbidden: [{ event: { type: 'interactionForbidden' }, seenBy: everyone }],
  interactionPermitted: [{ event: { type: 'interactionPermitted' }, seenBy: everyone }],
  controlUsed: [
    {
      event: {
        type: 'controlUsed',
        use: { control: 'block', participantId },
        by: viewers.assistant.participantId,
      },
      seenBy: staff,
    },
  ],
};
