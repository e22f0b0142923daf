import type { Pupil, RosterEntry, RosterReport } from '@tongke/signaling/protocol/lesson';
import { request } from './request.ts';

const importMs = 30_000;

/** The routes of classrooms' rosters, for operators and teachers. Every call throws `LessonError`. */
export function rostersApi(bearer: string) {
  const of = (classroomId: string) => `/api/classrooms/${encodeURIComponent(classroomId)}`;
  const pupilOf = (classroomId: string, pupilId: string) => `${of(classroomId)}/pupils/${encodeURIComponent(pupilId)}`;
  const post = <Result>(path: string, body: unknown, timeoutMs?: number) =>
    request<Result>(path, { method: 'POST', bearer, body, ...(timeoutMs && { timeoutMs }) });
  const erase = (path: string) => request<unknown>(path, { method: 'DELETE', bearer });
  return {
    list: async (classroomId: string) =>
      (await request<{ pupils: Pupil[] }>(`${of(classroomId)}/roster`, { bearer })).pupils,
    /** Says what a file (base64) would do; with the report's `confirm`, does it. */
    importFile: async (classroomId: string, file: string, confirm?: string) =>
      (
        await post<{ report: RosterReport }>(
          `${of(classroomId)}/roster/import`,
          { file, ...(confirm && { confirm }) },
          importMs,
        )
      ).report,
    add: async (classroomId: string, entry: RosterEntry) =>
      (await post<{ pupil: Pupil }>(`${of(classroomId)}/pupils`, entry)).pupil,
    change: async (classroomId: string, pupilId: string, entry: RosterEntry) =>
      (await post<{ pupil: Pupil }>(pupilOf(classroomId, pupilId), entry)).pupil,
    erase: (classroomId: string, pupilId: string) => erase(pupilOf(classroomId, pupilId)),
    eraseAll: (classroomId: string) => erase(`${of(classroomId)}/roster`),
  };
}
export type RostersApi = ReturnType<typeof rostersApi>;

/** The operator's telephone number, as operators and teachers see it. */
export function helpLineApi(bearer: string) {
  return {
    get: async () => (await request<{ telephone: string | null }>('/api/help-line', { bearer })).telephone,
    /** The operator's alone; an empty number takes it away. */
    set: async (telephone: string) =>
      (await request<{ telephone: string | null }>('/api/help-line', { method: 'POST', bearer, body: { telephone } }))
        .telephone,
  };
}
export type HelpLineApi = ReturnType<typeof helpLineApi>;
