import type { ProgrammeEvents } from '../programme.ts';
import { everyone, type Rows, viewers } from './rows.test-support.ts';

const { participantId } = viewers.classroom;

export const programmeRows: Rows<keyof ProgrammeEvents> = {
  programmeSwitched: [
    {
      event: { type: 'programmeSwitched', shot: { of: 'teacher', source: 'board' }, by: 'person', because: null },
      seenBy: everyone,
    },
    {
      event: { type: 'programmeSwitched', shot: { of: 'stage', participantId }, by: 'director', because: 'speech' },
      seenBy: everyone,
    },
  ],
  directorTurned: [{ event: { type: 'directorTurned', on: true }, seenBy: everyone }],
};
