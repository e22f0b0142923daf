import type { ClassroomHistory, PupilHistory } from '@tongke/signaling/protocol/lesson';
import { request } from './request.ts';

const at = (classroomId: string) => `/api/classrooms/${encodeURIComponent(classroomId)}`;

/** A classroom's pupils in numbers, over the lessons that the caller may see. Throws `LessonError`. */
export const classroomHistory = (classroomId: string, bearer: string, signal: AbortSignal) =>
  request<ClassroomHistory>(`${at(classroomId)}/learning`, { bearer, signal });

/** A pupil's lessons over time. Throws `LessonError`. */
export const pupilHistory = (classroomId: string, pupilId: string, bearer: string, signal: AbortSignal) =>
  request<PupilHistory>(`${at(classroomId)}/pupils/${encodeURIComponent(pupilId)}/learning`, { bearer, signal });
