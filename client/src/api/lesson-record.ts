import type { RecordingPolicy } from '@tongke/signaling/protocol/lesson';

/** A classroom as lists show it. */
export interface ClassroomRecord {
  classroomId: string;
  schoolId: string;
  name: string;
  schoolName: string;
}

/** A lesson as the HTTP API describes it. Times are ISO 8601. */
export interface LessonRecord {
  lessonId: string;
  title: string;
  subject: string;
  teacherName: string;
  /** A second teacher; null when there is none. */
  coTeacherName: string | null;
  /** A trial. */
  rehearsal: boolean;
  startsAt: string;
  phase: 'planned' | 'open' | 'ended';
  openedAt: string | null;
  endedAt: string | null;
  recording: RecordingPolicy;
  classrooms: ClassroomRecord[];
  /** Web path of the archive's folder; null before anything is kept. */
  archivePath: string | null;
  /** Whether the archive is finished. */
  sealed: boolean;
  /** Classrooms that are here now. */
  present: number;
}
