import { type AbsenceReason, absenceReasons } from '../attendance.ts';
import type { ClassroomId, LessonId, PupilId } from '../ids.ts';
import type { Pupil } from '../roster.ts';
import type {
  ClassroomRecord,
  LessonRecord,
  PupilAnswerRecord,
  PupilAttendance,
  PupilRecord,
} from './lesson-record.ts';

/** One lesson of a pupil's classroom, with what is known of the pupil in it. Times are on the lesson clock. */
export interface PupilLesson {
  lessonId: LessonId;
  title: string;
  subject: string;
  teacherName: string;
  openedAt: number;
  endedAt: number;
  /** Null where nobody took attendance, or the pupil was not on the roster then. */
  attendance: PupilAttendance | null;
  /** Questions that were put to the class while the room was in it, without the buzzer: answered ones and others. */
  asked: number;
  answers: PupilAnswerRecord[];
  /** What the whole classroom did. */
  room: { stageTimes: number; stageMs: number; stars: number; inquiries: number };
  /** Web path of the recording; null where there is none. Who has it may watch. */
  archivePath: string | null;
}

/** A pupil's lessons over time, the latest first. */
export interface PupilHistory {
  pupil: Pupil;
  classroomName: string;
  schoolName: string;
  lessons: PupilLesson[];
}

/** Lessons in numbers. */
export interface PupilTotals {
  /** Lessons in which attendance says something of the pupil. */
  counted: number;
  present: number;
  absent: Record<AbsenceReason, number>;
  asked: number;
  answers: number;
  /** Answers that can be judged, and those of them that are right. */
  judged: number;
  right: number;
}

/** The pupils of a classroom with their numbers, in the roster's order. */
export interface ClassroomHistory {
  classroomName: string;
  schoolName: string;
  /** Lessons that are over and are counted. */
  lessons: number;
  pupils: { pupil: Pupil; totals: PupilTotals }[];
}

/** What a lesson says of a pupil; null for a classroom that was not there. Pure. */
export function pupilLesson(
  { facts, openedAt, endedAt, questions, classrooms }: LessonRecord,
  classroomId: ClassroomId,
  pupilId: PupilId,
  archivePath: string | null,
): PupilLesson | null {
  const room = classrooms.find(({ classroom }) => classroom.classroomId === classroomId);
  if (!room?.attended) return null;
  const { attendance, answers } = recordIn(room, pupilId);
  const { stageTimes, stageMs, stars, inquiries } = room.counts;
  const { lessonId, title, subject, teacherName } = facts;
  return {
    ...{ lessonId, title, subject, teacherName, openedAt, endedAt, attendance, answers, archivePath },
    asked: questions.filter(({ question }) => question.kind !== 'buzzer').length,
    room: { stageTimes, stageMs, stars, inquiries },
  };
}

const recordIn = ({ pupils }: ClassroomRecord, pupilId: PupilId): PupilRecord =>
  pupils.find((pupil) => pupil.pupilId === pupilId) ?? { pupilId, attendance: null, answers: [] };

/** Lessons added up. Questions of lessons in which the pupil was absent are not counted as asked. Pure. */
export function pupilTotals(lessons: readonly PupilLesson[]): PupilTotals {
  const said = lessons.flatMap(({ attendance }) => attendance ?? []);
  const answers = lessons.flatMap((lesson) => lesson.answers);
  const absent = Object.fromEntries(
    absenceReasons.map((reason) => [reason, said.filter((each) => !each.present && each.reason === reason).length]),
  ) as Record<AbsenceReason, number>;
  return {
    counted: said.length,
    present: said.filter(({ present }) => present).length,
    absent,
    asked: lessons.reduce((sum, { asked, attendance }) => sum + (attendance?.present === false ? 0 : asked), 0),
    answers: answers.length,
    judged: answers.filter(({ right }) => right !== null).length,
    right: answers.filter(({ right }) => right === true).length,
  };
}
