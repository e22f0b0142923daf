import { describe, expect, test } from 'vitest';
import type { EventType, LessonEvent } from './events.ts';
import {
  type DeviceId,
  emptyLesson,
  evolve,
  type LessonId,
  type LinkName,
  type Participant,
  project,
  type Role,
  type Track,
  trackId,
  type Viewer,
  visibleTo,
} from './lesson.ts';
import { attendanceRows } from './visibility/attendance.test-support.ts';
import { chatRows } from './visibility/chat.test-support.ts';
import { filmRows } from './visibility/film.test-support.ts';
import { groupRows } from './visibility/group.test-support.ts';
import { helpRows } from './visibility/help.test-support.ts';
import { inkRows } from './visibility/ink.test-support.ts';
import { inquiryRows } from './visibility/inquiry.test-support.ts';
import { leadRows } from './visibility/lead.test-support.ts';
import { musicRows } from './visibility/music.test-support.ts';
import { permissionRows } from './visibility/permission.test-support.ts';
import { praiseRows } from './visibility/praise.test-support.ts';
import { programmeRows } from './visibility/programme.test-support.ts';
import { questionRows } from './visibility/question.test-support.ts';
import {
  classroomOf,
  everyone,
  type Name,
  names,
  type Row,
  type Rows,
  recorderOnly,
  staff,
  staffAndClassroom,
  viewers,
} from './visibility/rows.test-support.ts';
import { slidesRows } from './visibility/slides.test-support.ts';
import { timerRows } from './visibility/timer.test-support.ts';

/** Who learns that somebody of a role is here, and what it publishes. */
const knowing: Record<Role, readonly Name[]> = {
  teacher: everyone,
  assistant: staff,
  classroom: staffAndClassroom,
  inspector: ['inspector', 'recorder'],
  audience: ['audience', 'recorder'],
  recorder: recorderOnly,
};
const roles = Object.keys(knowing) as Role[];
const forEachRole = <Type extends EventType>(make: (viewer: Viewer) => LessonEvent<Type>): Row<Type>[] =>
  roles.map((role) => ({ event: make(viewers[role]), seenBy: knowing[role] }));

const deviceId = 'device' as DeviceId;
const track = ({ participantId: id, role }: Viewer): Track => ({
  trackId: trackId(`track-of-${id}`),
  participantId: id,
  role,
  source: 'camera',
  kind: 'video',
  layers: 3,
  muted: false,
  session: 'session-a',
});
const participant = ({ participantId: id, role }: Viewer): Omit<Participant, 'connection'> => ({
  participantId: id,
  role,
  name: `name of ${id}`,
  classroomId: null,
  schoolId: null,
});
const classroom = viewers.classroom.participantId;
const alarm = { code: 'diskFull', trackId: null } as const;

/** Every type of event has its rows, or this does not compile. */
const table: Rows<EventType> = {
  ...slidesRows,
  ...inkRows,
  ...permissionRows,
  ...attendanceRows,
  ...questionRows,
  ...chatRows,
  ...inquiryRows,
  ...helpRows,
  ...praiseRows,
  ...timerRows,
  ...filmRows,
  ...musicRows,
  ...programmeRows,
  ...leadRows,
  ...groupRows,

  lessonPlanned: [
    {
      event: {
        type: 'lessonPlanned',
        facts: {
          lessonId: 'lesson' as LessonId,
          title: '',
          subject: '',
          teacherName: '',
          coTeacherName: null,
          rehearsal: false,
          courseId: null,
          startsAt: 0,
          recording: 'standard',
        },
      },
      seenBy: everyone,
    },
  ],
  classroomInvited: [{ event: { type: 'classroomInvited', classroom: classroomOf }, seenBy: staffAndClassroom }],
  lessonOpened: [{ event: { type: 'lessonOpened' }, seenBy: everyone }],
  lessonEnded: [{ event: { type: 'lessonEnded', reason: null }, seenBy: everyone }],
  linkRevoked: [{ event: { type: 'linkRevoked', link: 'audience', generation: 1 }, seenBy: recorderOnly }],
  seatGranted: forEachRole(({ participantId: id, role }) => ({
    type: 'seatGranted',
    grant: { participantId: id, link: role as LinkName, deviceId, keyHash: 'secret', grantedAt: 0 },
  })).map((row) => ({ ...row, seenBy: recorderOnly })),
  seatRequested: [
    { event: { type: 'seatRequested', participantId: classroom, deviceId, role: 'classroom' }, seenBy: staff },
  ],
  seatAllowed: [{ event: { type: 'seatAllowed', participantId: classroom, deviceId }, seenBy: staff }],
  participantAttached: forEachRole((viewer) => ({
    type: 'participantAttached',
    participant: participant(viewer),
    connectionId: 'node.connection',
  })),
  participantDetached: forEachRole((viewer) => ({ type: 'participantDetached', ...viewer })),
  participantLeft: forEachRole((viewer) => ({ type: 'participantLeft', ...viewer })),
  participantRemoved: forEachRole((viewer) => ({ type: 'participantRemoved', ...viewer, name: '', blocked: true })),
  participantReadmitted: forEachRole((viewer) => ({ type: 'participantReadmitted', ...viewer })),
  trackPublished: forEachRole((viewer) => ({ type: 'trackPublished', track: track(viewer) })),
  trackUnpublished: forEachRole((viewer) => ({
    type: 'trackUnpublished',
    ...viewer,
    trackId: track(viewer).trackId,
    reason: 'unpublished',
  })),
  trackMuted: forEachRole((viewer) => ({
    type: 'trackMuted',
    ...viewer,
    trackId: track(viewer).trackId,
    muted: true,
  })),
  stageCalled: [
    {
      event: {
        type: 'stageCalled',
        entry: { participantId: classroom, name: 'Class 1', schoolName: 'School 1', endsAt: null, tracks: [] },
        classroomId: classroomOf.classroomId,
        schoolId: classroomOf.schoolId,
        because: 'call',
      },
      seenBy: everyone,
    },
  ],
  stageTracksChanged: [
    { event: { type: 'stageTracksChanged', participantId: classroom, tracks: [] }, seenBy: everyone },
  ],
  stageTimed: [{ event: { type: 'stageTimed', participantId: classroom, endsAt: 1 }, seenBy: everyone }],
  stageLeft: [{ event: { type: 'stageLeft', participantId: classroom }, seenBy: everyone }],
  handRaised: [{ event: { type: 'handRaised', participantId: classroom }, seenBy: staffAndClassroom }],
  handLowered: [{ event: { type: 'handLowered', participantId: classroom }, seenBy: staffAndClassroom }],
  recorderClaimed: [
    { event: { type: 'recorderClaimed', participantId: viewers.recorder.participantId }, seenBy: staff },
  ],
  recorderTwinned: [
    { event: { type: 'recorderTwinned', participantId: viewers.recorder.participantId }, seenBy: staff },
  ],
  archiveOpened: [{ event: { type: 'archiveOpened', path: '/archive/a/' }, seenBy: everyone }],
  archiveSealed: [{ event: { type: 'archiveSealed', path: '/archive/a/', durationMs: 1 }, seenBy: everyone }],
  recordingAlarmRaised: [{ event: { type: 'recordingAlarmRaised', ...alarm }, seenBy: staff }],
  recordingAlarmCleared: [{ event: { type: 'recordingAlarmCleared', ...alarm }, seenBy: staff }],
};

const rows = Object.values(table).flat() as Row<EventType>[];

describe.each(rows.map((row) => [label(row.event), row] as const))('%s', (_label, { event, seenBy }) => {
  test.each(names)('%s', (name) => {
    expect(visibleTo(event, viewers[name])).toBe(seenBy.includes(name));
  });

  test('leaves no trace with those who never see it', () => {
    const before = rows.map((row) => row.event).filter(({ type }) => preparing.has(type));
    const state = before.reduce((folded, each) => evolve(folded, { sequence: 1, at: 1, event: each }), emptyLesson);
    const after = evolve(state, { sequence: 1, at: 1, event });
    for (const name of names.filter((each) => !seenBy.includes(each))) {
      expect(project(after, viewers[name]), name).toEqual(project(state, viewers[name]));
    }
  });
});

/** What the other events are about. */
const preparing = new Set<EventType>(['lessonPlanned', 'classroomInvited', 'participantAttached', 'trackPublished']);

test('an event of a later version changes nothing and is shown to nobody', () => {
  const event = { type: 'stageLit', participantId: classroom } as unknown as LessonEvent;
  for (const name of names) expect(visibleTo(event, viewers[name])).toBe(name === 'recorder');
  expect(evolve(emptyLesson, { sequence: 1, at: 2, event })).toEqual({ ...emptyLesson, sequence: 1, at: 2 });
  const inherited = { type: 'constructor' } as unknown as LessonEvent;
  expect(evolve(emptyLesson, { sequence: 1, at: 2, event: inherited })).toEqual({ ...emptyLesson, sequence: 1, at: 2 });
});

function label(event: LessonEvent): string {
  const about = 'role' in event ? event.role : 'participant' in event ? event.participant.role : '';
  return `${event.type} ${about}`.trim();
}
