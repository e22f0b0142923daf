import type { ClassroomId, DeviceId, LessonId, SchoolId } from '../../protocol/lesson.ts';

export interface School {
  schoolId: SchoolId;
  name: string;
}
export interface Classroom {
  classroomId: ClassroomId;
  schoolId: SchoolId;
  name: string;
}
/** A master teacher. One name stands for one teacher: the operator gives namesakes different names. */
export interface Teacher {
  teacherId: string;
  name: string;
}
/** A link to a teacher's own lessons page. The teacher may hold several; each can be revoked. */
export interface TeacherAccess {
  accessId: string;
  teacherId: string;
  grantedAt: number;
}
/** A classroom's own PC. */
export interface Device {
  deviceId: DeviceId;
  classroomId: ClassroomId;
  pairedAt: number;
  /** The teacher who typed the code in; null for the operator. */
  pairedBy: string | null;
  /** SHA-256 of its credential; null until it has fetched it. */
  credentialHash: string | null;
}
/** A pairing that has begun: the code is on the PC's screen. */
export interface Pairing {
  deviceId: DeviceId;
  codeHash: string;
  pollHash: string;
  /** Until when the code may be typed in; once it was, until when the credential may be fetched. */
  expiresAt: number;
  /** Set once the code was typed in; then the code is used up. */
  classroomId: ClassroomId | null;
}

/** What is known beside the lessons: schools, their classrooms, teachers, paired PCs, and whose lessons are whose. */
export interface CatalogueState {
  schools: Map<SchoolId, School>;
  classrooms: Map<ClassroomId, Classroom>;
  teachers: Map<string, Teacher>;
  accesses: Map<string, TeacherAccess>;
  devices: Map<DeviceId, Device>;
  /** By the hash of their poll keys. */
  pairings: Map<string, Pairing>;
  /** The teacher of each lesson; null for a lesson that names none. */
  owners: Map<LessonId, string | null>;
  /** The operator's telephone number, for rooms whose line is down; null when none is given. */
  helpLine: string | null;
}

export const emptyCatalogue = (): CatalogueState => ({
  schools: new Map(),
  classrooms: new Map(),
  teachers: new Map(),
  accesses: new Map(),
  devices: new Map(),
  pairings: new Map(),
  owners: new Map(),
  helpLine: null,
});
