import type { ClassroomId, LessonId, QuestionId, SchoolId } from './ids.ts';
import type { QuestionKind } from './question.ts';

/** What a classroom did in a lesson, in numbers. Times are milliseconds; moments are milliseconds since the epoch. */
export interface RoomCounts {
  /** Heads in the room and pupils on its roster, as its aide said; null where nobody did. */
  present: number | null;
  expected: number | null;
  /** Time that its line was up while the lesson was open. */
  connectedMs: number;
  /** How often its line was down and came back, and for how long together. Shorter breaks than 3 s are none. */
  outages: number;
  outageMs: number;
  stageTimes: number;
  stageMs: number;
  handsRaised: number;
  /** Questions of the teacher that somebody there answered, and how many pupils did, taken over all questions. */
  questionsAnswered: number;
  answers: number;
  /** Of the answers to questions whose right answer is known and can be counted. */
  answersRight: number;
  answersJudged: number;
  /** Buzzer questions that it was first in. */
  buzzersWon: number;
  /** Its own questions to the teacher, and how many of them were answered. */
  inquiries: number;
  inquiriesAnswered: number;
  messages: number;
  stars: number;
  helpCalls: number;
}

export interface ClassroomSummary extends RoomCounts {
  classroomId: ClassroomId;
  schoolId: SchoolId;
  name: string;
  schoolName: string;
  /** When it was first there, at the opening or later; null when it never was. */
  firstInAt: number | null;
  /** When its line went down for good, or it left, before the end; null when it was there at the end or never. */
  leftAt: number | null;
}

/** A school's classrooms taken together. */
export interface SchoolSummary extends RoomCounts {
  schoolId: SchoolId;
  schoolName: string;
  classrooms: number;
  /** Those that were there at all. */
  classroomsThere: number;
}

/** A question that the teacher put to the class. With a seat of a classroom its numbers are that classroom's. */
export interface QuestionSummary {
  questionId: QuestionId;
  kind: QuestionKind;
  /** Empty when it was asked aloud. */
  text: string;
  askedAt: number;
  classrooms: number;
  answers: number;
  /** How many chose each option, in their order; empty where there are none. */
  chosen: number[];
  /** Null where what is right is not known or cannot be counted. */
  answersRight: number | null;
}

/** A lesson in numbers: for the teacher all of it, for a classroom its own. */
export interface LessonSummary {
  lessonId: LessonId;
  title: string;
  subject: string;
  teacherName: string;
  coTeacherName: string | null;
  rehearsal: boolean;
  phase: 'planned' | 'open' | 'ended';
  startsAt: number;
  openedAt: number | null;
  /** Null while it goes on. */
  endedAt: number | null;
  /** From its opening to its end, or until now. */
  durationMs: number;
  classrooms: ClassroomSummary[];
  schools: SchoolSummary[];
  questions: QuestionSummary[];
}
