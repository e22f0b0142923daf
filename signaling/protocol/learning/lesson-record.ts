import type { AbsenceReason } from '../attendance.ts';
import type { LessonEvent } from '../events.ts';
import type { PupilId } from '../ids.ts';
import type { AnswerValue, HandCount, Question } from '../question.ts';
import type { InvitedClassroom, LessonFacts } from '../state.ts';
import type { ClassroomSummary } from '../summary.ts';

/** The place in the lesson's log that something is known from, and where the replay shows it. */
export interface Moment {
  sequence: number;
  /** Lesson clock, milliseconds since the epoch. */
  at: number;
}

/** Whether a pupil of the roster was there, as the aide said last, since the moment of saying so. */
export interface PupilAttendance extends Moment {
  present: boolean;
  /** Null for who is present. */
  reason: AbsenceReason | null;
}

/** A question of the teacher, with what is right as far as anybody said. */
export interface RecordedQuestion {
  question: Question;
  key: AnswerValue | null;
}

/** A pupil's last answer to a question. Each question is worth one point: the lesson knows of no others. */
export interface PupilAnswerRecord extends Moment {
  asked: RecordedQuestion;
  answer: AnswerValue;
  by: 'cards' | 'devices';
  /** Null where nobody said what is right, or it cannot be told by comparing. */
  right: boolean | null;
}

/** A pupil of one classroom in one lesson, by the opaque id. */
export interface PupilRecord {
  pupilId: PupilId;
  /** Null for who is on no roster: known by a number on a card or phone only. */
  attendance: PupilAttendance | null;
  answers: PupilAnswerRecord[];
}

/** Hands that a classroom counted for a question. Whose they were is not known. */
export interface HandsRecord extends Moment {
  asked: RecordedQuestion;
  hands: HandCount[];
  /** Of these hands; null where what is right is not known or cannot be counted. */
  right: number | null;
  total: number;
}

/** A time on stage. Speech itself is not in the log: the nearest that is truly known is the time with an open microphone. */
export interface StageStay extends Moment {
  untilAt: number;
  because: LessonEvent<'stageCalled'>['because'];
  /** Time in which the room was connected and its microphone was open to the class. */
  microphoneOpenMs: number;
}

/** A question to the teacher. Its text stays out: what an aide types may name a child. */
export interface InquiryRecord extends Moment {
  inquiryId: string;
  outcome: 'waiting' | 'answered' | 'declined';
}

export interface BuzzerRecord extends Moment {
  asked: RecordedQuestion;
  won: boolean;
}

/** What a classroom did in a lesson, thing by thing, and in the numbers of the summary page. */
export interface ClassroomRecord {
  classroom: InvitedClassroom;
  counts: ClassroomSummary;
  /** When it was first there while the lesson was open; null when it never was. */
  attended: Moment | null;
  pupils: PupilRecord[];
  hands: HandsRecord[];
  stays: StageStay[];
  inquiries: InquiryRecord[];
  buzzers: BuzzerRecord[];
  /** Stars that were not taken back. */
  stars: Moment[];
}

/** A lesson that is over, as learning records see it. */
export interface LessonRecord {
  facts: LessonFacts;
  /** Zero of the replay's timeline. */
  openedAt: number;
  endedAt: number;
  questions: RecordedQuestion[];
  /** In the order of the summary page. */
  classrooms: ClassroomRecord[];
}
