import type { SeatGrantAnswer } from '@tongke/signaling/protocol/lesson';
import type { LessonRecord } from './lesson-record.ts';
import { request } from './request.ts';

/** A classroom's paired PC, as operators and teachers see it. `pairedAt` is ISO 8601. */
export interface DeviceRecord {
  deviceId: string;
  classroomId: string;
  name: string;
  schoolName: string;
  pairedAt: string;
}

/** The routes by which operators and teachers pair classrooms' PCs. Every call throws `LessonError`. */
export function devicesApi(bearer: string) {
  return {
    list: async (signal?: AbortSignal) =>
      (await request<{ devices: DeviceRecord[] }>('/api/devices', { bearer, ...(signal && { signal }) })).devices,
    pair: async (code: string, classroomId: string) =>
      (
        await request<{ device: DeviceRecord }>('/api/devices/pair', {
          method: 'POST',
          bearer,
          body: { code, classroomId },
        })
      ).device,
    revoke: (deviceId: string) =>
      request<unknown>(`/api/devices/${encodeURIComponent(deviceId)}`, { method: 'DELETE', bearer }),
  };
}
export type DevicesApi = ReturnType<typeof devicesApi>;

/** A code to be shown on a classroom's screen. `expiresAt` is ISO 8601. */
export interface PairingCode {
  code: string;
  pollKey: string;
  expiresAt: string;
}

/** The classroom that a PC belongs to. */
export interface PairedClassroom {
  classroomId: string;
  name: string;
  schoolName: string;
}

export type PairingClaim = { state: 'waiting' } | { state: 'paired'; credential: string; classroom: PairedClassroom };

/** Asks for a 6-digit code for this PC. */
export const askPairingCode = (deviceId: string, signal?: AbortSignal) =>
  request<PairingCode>('/api/devices/codes', { method: 'POST', body: { deviceId }, ...(signal && { signal }) });

/** Whether the code has been typed in; `notFound` when it has expired. The credential is given out once. */
export const claimPairing = (pollKey: string, signal?: AbortSignal) =>
  request<PairingClaim>('/api/devices/claim', { method: 'POST', body: { pollKey }, ...(signal && { signal }) });

/** Today's lessons of the PC's classroom, open ones first. */
export const deviceLessons = (credential: string, signal?: AbortSignal) =>
  request<{ classroom: PairedClassroom; lessons: LessonRecord[] }>('/api/device/lessons', {
    bearer: credential,
    ...(signal && { signal }),
  });

/** The classroom's seat in a lesson, for its own PC. */
export const deviceSeat = (credential: string, lessonId: string) =>
  request<SeatGrantAnswer>('/api/device/seats', { method: 'POST', bearer: credential, body: { lessonId } });

/** The operator's telephone number, for the PC's own screens; null when none is given. */
export const deviceHelpLine = async (credential: string) =>
  (await request<{ telephone: string | null }>('/api/device/help-line', { bearer: credential })).telephone;
