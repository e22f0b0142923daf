import { request } from './request.ts';

/** A school with its receiving classrooms. */
export interface SchoolRecord {
  schoolId: string;
  name: string;
  classrooms: { classroomId: string; name: string }[];
}

/** The routes of schools. Adding is the operator's. Every call throws `LessonError`. */
export function schoolsApi(bearer: string) {
  return {
    list: async (signal?: AbortSignal) =>
      (await request<{ schools: SchoolRecord[] }>('/api/schools', { bearer, ...(signal && { signal }) })).schools,
    addSchool: async (name: string): Promise<SchoolRecord> => {
      const body = { name };
      const { school } = await request<{ school: Omit<SchoolRecord, 'classrooms'> }>('/api/schools', {
        method: 'POST',
        bearer,
        body,
      });
      return { ...school, classrooms: [] };
    },
    addClassroom: async (schoolId: string, name: string) => {
      const path = `/api/schools/${encodeURIComponent(schoolId)}/classrooms`;
      const answer = await request<{ classroom: { classroomId: string; schoolId: string; name: string } }>(path, {
        method: 'POST',
        bearer,
        body: { name },
      });
      return answer.classroom;
    },
  };
}
export type SchoolsApi = ReturnType<typeof schoolsApi>;
