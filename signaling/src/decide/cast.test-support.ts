import {
  type ClassroomId,
  classroomSeat,
  type DeviceId,
  type InvitedClassroom,
  type LessonFacts,
  type LinkName,
  lessonId,
  participantId,
  type Role,
  type SchoolId,
  type Viewer,
} from '../../protocol/lesson.ts';
import type { Actor, Command } from './command.ts';

/** A seat of the random lesson, with the link that leads to it. */
export interface CastMember extends Viewer {
  link: LinkName;
  classroomId: ClassroomId | null;
}

export const facts: LessonFacts = {
  lessonId: lessonId('lesson-of-chance'),
  title: 'Light',
  subject: 'physics',
  teacherName: 'Wang',
  coTeacherName: 'Li',
  rehearsal: false,
  courseId: null,
  startsAt: 0,
  recording: 'standard',
};

export const classrooms: InvitedClassroom[] = Array.from({ length: 8 }, (_, index) => ({
  classroomId: `room${index}` as ClassroomId,
  schoolId: `school${index % 3}` as SchoolId,
  name: `Class ${index}`,
  schoolName: `School ${index % 3}`,
}));

const member = (id: string, role: Exclude<Role, 'classroom'>): CastMember => ({
  participantId: participantId(id),
  role,
  link: role,
  classroomId: null,
});

/** Everybody who may come: more classrooms than the stage has places. */
export const cast: CastMember[] = [
  member('teacher', 'teacher'),
  { ...member('coteacher', 'teacher'), link: 'coteacher' },
  member('assistant', 'assistant'),
  member('i-inspector', 'inspector'),
  member('a-viewer', 'audience'),
  member('a-neighbour', 'audience'),
  member('recorder', 'recorder'),
  ...classrooms.map(
    ({ classroomId }): CastMember => ({
      participantId: classroomSeat(classroomId),
      role: 'classroom',
      link: `classroom:${classroomId}`,
      classroomId,
    }),
  ),
];

export const server: Actor = { kind: 'server' };
export const actorOf = ({ participantId: id, role }: Viewer): Actor => ({
  kind: 'participant',
  participantId: id,
  role,
});

export const device = (id: string) => id as DeviceId;
export const claim = (seat: CastMember, name = 'device-a', generation = 0): Command => ({
  name: 'seat:claim',
  input: {
    participantId: seat.participantId,
    role: seat.role,
    link: seat.link,
    generation,
    deviceId: device(name),
    keyHash: `secret-key-of-${seat.participantId}-${name}`,
  },
});
export const attach = (seat: CastMember, connectionId = `1.${seat.participantId}`): Command => ({
  name: 'seat:attach',
  input: {
    participant: {
      participantId: seat.participantId,
      role: seat.role,
      name: seat.role === 'classroom' ? `Class ${seat.classroomId}` : '',
      classroomId: seat.classroomId,
      schoolId: null,
    },
    connectionId,
  },
});

/** A lesson that is open, with everybody here. */
export const opening: Command[] = [
  { name: 'lesson:plan', input: { facts, classrooms } },
  { name: 'lesson:open', input: {} },
  ...cast.flatMap((seat) => [claim(seat), attach(seat)]),
];
