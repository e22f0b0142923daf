import { type ClassroomId, type DeviceId, type LessonId, limits } from '../../protocol/lesson.ts';
import type { CatalogueState, Classroom, School, Teacher } from './state.ts';

/** What happens beside the lessons, as the catalogue's log keeps it. */
export type CatalogueEvent =
  | { type: 'schoolAdded'; school: School }
  | { type: 'classroomAdded'; classroom: Classroom }
  | { type: 'teacherAdded'; teacher: Teacher }
  | { type: 'accessGranted'; accessId: string; teacherId: string }
  | { type: 'accessRevoked'; accessId: string }
  | { type: 'lessonOwned'; lessonId: LessonId; teacherId: string | null }
  | { type: 'pairingBegun'; deviceId: DeviceId; codeHash: string; pollHash: string; expiresAt: number }
  | {
      type: 'devicePaired';
      pollHash: string;
      deviceId: DeviceId;
      classroomId: ClassroomId;
      pairedBy: string | null;
    }
  | { type: 'credentialGiven'; deviceId: DeviceId; credentialHash: string }
  | { type: 'deviceRevoked'; deviceId: DeviceId }
  | { type: 'helpLineSet'; telephone: string | null };

/** Folds one event in; the state is the catalogue's own and changes in place. Types of a later version change nothing. */
export function evolveCatalogue(state: CatalogueState, event: CatalogueEvent, at: number): void {
  switch (event.type) {
    case 'schoolAdded':
      state.schools.set(event.school.schoolId, event.school);
      break;
    case 'classroomAdded':
      state.classrooms.set(event.classroom.classroomId, event.classroom);
      break;
    case 'teacherAdded':
      state.teachers.set(event.teacher.teacherId, event.teacher);
      break;
    case 'accessGranted': {
      const { accessId, teacherId } = event;
      state.accesses.set(accessId, { accessId, teacherId, grantedAt: at });
      break;
    }
    case 'accessRevoked':
      state.accesses.delete(event.accessId);
      break;
    case 'lessonOwned':
      state.owners.set(event.lessonId, event.teacherId);
      break;
    case 'pairingBegun': {
      for (const [key, pairing] of state.pairings) {
        if (pairing.expiresAt <= at || pairing.deviceId === event.deviceId) state.pairings.delete(key);
      }
      const { deviceId, codeHash, pollHash, expiresAt } = event;
      state.pairings.set(pollHash, { deviceId, codeHash, pollHash, expiresAt, classroomId: null });
      break;
    }
    case 'devicePaired': {
      const { deviceId, classroomId, pairedBy } = event;
      const pairing = state.pairings.get(event.pollHash);
      if (pairing)
        state.pairings.set(event.pollHash, { ...pairing, classroomId, expiresAt: at + limits.pairingCodeMs });
      state.devices.set(deviceId, { deviceId, classroomId, pairedAt: at, pairedBy, credentialHash: null });
      break;
    }
    case 'credentialGiven': {
      const device = state.devices.get(event.deviceId);
      if (device) state.devices.set(event.deviceId, { ...device, credentialHash: event.credentialHash });
      break;
    }
    case 'helpLineSet':
      state.helpLine = event.telephone;
      break;
    case 'deviceRevoked':
      state.devices.delete(event.deviceId);
      for (const [key, pairing] of state.pairings) {
        if (pairing.deviceId === event.deviceId) state.pairings.delete(key);
      }
      break;
  }
}
