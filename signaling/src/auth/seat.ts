import { createHash } from 'node:crypto';
import {
  assertNever,
  classroomSeat,
  type DeviceId,
  isId,
  LessonError,
  type LessonId,
  type LessonState,
  type LinkName,
  type Participant,
  type ParticipantId,
  participantId,
  type Role,
  type SeatGrant,
} from '../../protocol/lesson.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';
import { hashSecret, newSecret, sameSecret } from './secret.ts';

const classroomPrefix = 'classroom:';
/** The device and the seat of a recorder that has no name. */
export const mainRecorder = 'recorder';

/** The role that a link gives. */
export function roleOf(link: LinkName): Role {
  if (link.startsWith(classroomPrefix)) return 'classroom';
  switch (link) {
    case 'coteacher':
      return 'teacher';
    case 'teacher':
    case 'assistant':
    case 'inspector':
    case 'audience':
    case 'recorder':
      return link;
    default:
      // A name beside the fixed ones starts with the prefix, by its type.
      return assertNever(link as never);
  }
}

/** The seat that a link leads to. Inspectors, viewers and recorders have one for each device, all others one for the link. */
export function seatOf(link: LinkName, lesson: LessonId, device: DeviceId): ParticipantId {
  const own = () => createHash('sha256').update(`${lesson}\n${device}`).digest('base64url').slice(0, 22);
  const role = roleOf(link);
  switch (role) {
    case 'classroom':
      return classroomSeat(link.slice(classroomPrefix.length));
    case 'inspector':
      return participantId(`i-${own()}`);
    case 'audience':
      return participantId(`a-${own()}`);
    case 'teacher':
      // Two teachers share a lesson, each with a seat.
      return participantId(link);
    case 'assistant':
      return participantId(role);
    case 'recorder':
      return participantId(device === mainRecorder ? mainRecorder : `r-${own()}`);
    default:
      return assertNever(role);
  }
}

/** The name of the teacher who comes by a link; empty when none was given. */
const teacherName = ({ facts }: LessonState, link: LinkName): string =>
  (link === 'coteacher' ? facts?.coTeacherName : facts?.teacherName) ?? '';

/** Who sits there, as the lesson's events say it. Throws LessonError `forbidden` for a classroom that is not invited. */
export function participantOf(state: LessonState, grant: SeatGrant): Omit<Participant, 'connection'> {
  const role = roleOf(grant.link);
  const base = { participantId: grant.participantId, role, classroomId: null, schoolId: null };
  if (role !== 'classroom') return { ...base, name: role === 'teacher' ? teacherName(state, grant.link) : '' };
  const invited = Object.values(state.classrooms).find(
    (classroom) => classroomSeat(classroom.classroomId) === grant.participantId,
  );
  if (!invited) throw new LessonError('forbidden', 'this classroom is not invited');
  return { ...base, name: invited.name, classroomId: invited.classroomId, schoolId: invited.schoolId };
}

/** A new key to a seat: the seat's name and 256 random bits. Only the hash is kept. */
export function makeSeatKey(seat: ParticipantId): { seatKey: string; keyHash: string } {
  const seatKey = `${seat}.${newSecret()}`;
  return { seatKey, keyHash: hashSecret(seatKey) };
}

/** Finds the seat that a key opens. Throws LessonError: `unauthorized` for a wrong or void key, `notFound` for no such lesson. */
export async function authenticateSeat(
  lessons: Lessons,
  lesson: LessonId,
  seatKey: string,
): Promise<{ host: LessonHost; grant: SeatGrant }> {
  const host = await lessons.get(lesson);
  const seat = seatKey.slice(0, Math.max(0, seatKey.lastIndexOf('.')));
  const grant = isId(seat) ? host.state.grants[participantId(seat)] : undefined;
  if (grant && sameSecret(grant.keyHash, hashSecret(seatKey))) return { host, grant };
  const removed = isId(seat) && Object.hasOwn(host.state.removed, seat);
  throw new LessonError(removed ? 'seatRemoved' : 'unauthorized', 'this key opens no seat');
}
