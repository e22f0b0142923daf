import type { LinkName, RecordingPolicy, Role } from '@tongke/signaling/protocol/lesson';
import type { LessonRecord } from './lesson-record.ts';
import { request } from './request.ts';

/** Who holds the token. */
export interface Holder {
  kind: 'operator' | 'teacher';
  name: string;
}

/** What a new lesson needs. */
export interface LessonPlan {
  title: string;
  subject: string;
  /** Only an operator may name another; a teacher's lesson is the teacher's own. */
  teacherName?: string;
  /** ISO 8601. */
  startsAt: string;
  classroomIds: string[];
  /** A second teacher, who gets a link of their own. */
  coTeacherName?: string;
  /** A trial. */
  rehearsal: boolean;
  recording: RecordingPolicy;
}

/** A join link. `path` carries its secret after `#`. */
export interface LinkRecord {
  link: LinkName;
  role: Role;
  classroomId?: string;
  name?: string;
  path: string;
}

/** The routes of lessons, for one holder of a token. Every call throws `LessonError`. */
export function lessonsApi(bearer: string) {
  const of = (lessonId: string) => `/api/lessons/${encodeURIComponent(lessonId)}`;
  const post = <Result>(path: string, body: unknown = {}) => request<Result>(path, { method: 'POST', bearer, body });
  return {
    me: (signal?: AbortSignal) => request<Holder>('/api/me', { bearer, ...(signal && { signal }) }),
    list: async (signal?: AbortSignal) =>
      (await request<{ lessons: LessonRecord[] }>('/api/lessons', { bearer, ...(signal && { signal }) })).lessons,
    create: async (plan: LessonPlan) => (await post<{ lesson: LessonRecord }>('/api/lessons', plan)).lesson,
    open: async (lessonId: string) => (await post<{ lesson: LessonRecord }>(`${of(lessonId)}/open`)).lesson,
    end: async (lessonId: string) => (await post<{ lesson: LessonRecord }>(`${of(lessonId)}/end`)).lesson,
    links: async (lessonId: string, signal?: AbortSignal) =>
      (await request<{ links: LinkRecord[] }>(`${of(lessonId)}/links`, { bearer, ...(signal && { signal }) })).links,
    /** Makes the link's tokens void and closes the seats that came by it; the answer holds the new links. */
    revokeLink: async (lessonId: string, link: LinkName) =>
      (await post<{ links: LinkRecord[] }>(`${of(lessonId)}/links/revoke`, { link })).links,
    /** A teacher's own link to the lessons page. */
    teacherAccess: async (teacherName: string) => (await post<{ path: string }>('/api/access', { teacherName })).path,
  };
}
export type LessonsApi = ReturnType<typeof lessonsApi>;
