import { classroomSeat, LessonError, type ParticipantId } from '../../protocol/lesson.ts';
import type { LessonHost } from '../lesson-host.ts';
import type { LessonView } from './schemas.ts';

const iso = (at: number) => new Date(at).toISOString();

/** A lesson as the HTTP API shows it. With a seat, the classrooms are only its own: no room is told of the others. */
export function lessonView({ lessonId, state }: LessonHost, seat?: ParticipantId): LessonView {
  const { facts, phase, recording } = state;
  if (!facts) throw new LessonError('notFound', 'no such lesson');
  const here = Object.values(state.participants).filter(
    ({ role, connection }) => role === 'classroom' && connection.state === 'here',
  );
  const classrooms = Object.values(state.classrooms);
  const openedAt = phase.name === 'planned' ? null : phase.openedAt;
  return {
    lessonId,
    title: facts.title,
    subject: facts.subject,
    teacherName: facts.teacherName,
    coTeacherName: facts.coTeacherName ?? null,
    rehearsal: facts.rehearsal ?? false,
    startsAt: iso(facts.startsAt),
    phase: phase.name,
    openedAt: openedAt === null ? null : iso(openedAt),
    endedAt: phase.name === 'ended' ? iso(phase.endedAt) : null,
    recording: facts.recording,
    classrooms: seat ? classrooms.filter((each) => classroomSeat(each.classroomId) === seat) : classrooms,
    archivePath: recording.archivePath,
    sealed: recording.sealedAt !== null,
    present: here.length,
  };
}
