import type { GroupEvents } from '../group.ts';
import { groupId } from '../lesson.ts';
import { everyone, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const seat = viewers.classroom.participantId;
const about = { groupId: groupId('g1'), memberIds: [seat] };

export const groupRows: Rows<keyof GroupEvents> = {
  groupsSplit: [{ event: { type: 'groupsSplit', endsAt: 1 }, seenBy: everyone }],
  groupFormed: [
    {
      event: {
        type: 'groupFormed',
        group: {
          groupId: about.groupId,
          number: 1,
          members: [{ participantId: seat, name: 'Class 1', schoolName: 'School 1', tracks: [] }],
          visited: false,
        },
      },
      seenBy: staffAndClassroom,
    },
  ],
  groupDissolved: [{ event: { type: 'groupDissolved', ...about }, seenBy: staffAndClassroom }],
  groupTracksChanged: [
    { event: { type: 'groupTracksChanged', ...about, participantId: seat, tracks: [] }, seenBy: staffAndClassroom },
  ],
  groupVisited: [{ event: { type: 'groupVisited', ...about, visited: true }, seenBy: staffAndClassroom }],
  groupsAddressed: [{ event: { type: 'groupsAddressed', addressed: true }, seenBy: everyone }],
  groupsCalledBack: [{ event: { type: 'groupsCalledBack', because: 'call' }, seenBy: everyone }],
};
