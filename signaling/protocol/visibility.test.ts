import { describe, expect, test } from 'vitest';
import type { EventType, LessonEvent } from './events.ts';
import {
  type ClassroomId,
  classroomSeat,
  type DeviceId,
  emptyLesson,
  evolve,
  type InvitedClassroom,
  type LessonId,
  type LinkName,
  type Participant,
  participantId,
  project,
  type Role,
  type SchoolId,
  type Track,
  trackId,
  type Viewer,
  visibleTo,
} from './lesson.ts';

const viewers = {
  teacher: { participantId: participantId('teacher'), role: 'teacher' },
  assistant: { participantId: participantId('assistant'), role: 'assistant' },
  inspector: { participantId: participantId('i-1'), role: 'inspector' },
  otherInspector: { participantId: participantId('i-2'), role: 'inspector' },
  classroom: { participantId: classroomSeat('room1'), role: 'classroom' },
  otherClassroom: { participantId: classroomSeat('room2'), role: 'classroom' },
  audience: { participantId: participantId('a-1'), role: 'audience' },
  otherAudience: { participantId: participantId('a-2'), role: 'audience' },
  recorder: { participantId: participantId('recorder'), role: 'recorder' },
} satisfies Record<string, Viewer>;
type Name = keyof typeof viewers;
const names = Object.keys(viewers) as Name[];

/** An event, and everybody who is told of it. All others never are. */
interface Row<Type extends EventType> {
  event: LessonEvent<Type>;
  seenBy: readonly Name[];
}

const everyone = names;
const staff: readonly Name[] = ['teacher', 'assistant', 'inspector', 'otherInspector', 'recorder'];
const staffAndClassroom: readonly Name[] = [...staff, 'classroom'];
const recorderOnly: readonly Name[] = ['recorder'];

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

const classroomOf: InvitedClassroom = {
  classroomId: 'room1' as ClassroomId,
  schoolId: 'school1' as SchoolId,
  name: 'Class 1',
  schoolName: 'School 1',
};
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
const table: { [Type in EventType]: Row<Type>[] } = {
  lessonPlanned: [
    {
      event: {
        type: 'lessonPlanned',
        facts: {
          lessonId: 'lesson' as LessonId,
          title: '',
          subject: '',
          teacherName: '',
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
  participantRemoved: forEachRole((viewer) => ({ type: 'participantRemoved', ...viewer })),
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
        entry: { participantId: classroom, name: 'Class 1', schoolName: 'School 1', tracks: [] },
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
  stageLeft: [{ event: { type: 'stageLeft', participantId: classroom }, seenBy: everyone }],
  handRaised: [{ event: { type: 'handRaised', participantId: classroom }, seenBy: staffAndClassroom }],
  handLowered: [{ event: { type: 'handLowered', participantId: classroom }, seenBy: staffAndClassroom }],
  recorderClaimed: [
    { event: { type: 'recorderClaimed', participantId: viewers.recorder.participantId }, seenBy: staff },
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
