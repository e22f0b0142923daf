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
/** A classroom's own PC. */
export interface Device {
  deviceId: DeviceId;
  classroomId: ClassroomId;
  pairedAt: number;
  /** SHA-256 of its credential; null until it has fetched it. */
  credentialHash: string | null;
}
/** A pairing that has begun: the code is on the PC's screen. */
export interface Pairing {
  deviceId: DeviceId;
  codeHash: string;
  pollHash: string;
  expiresAt: number;
  /** Set once the code was typed in; then the code is used up. */
  classroomId: ClassroomId | null;
}

/** What is known beside the lessons: schools, their classrooms, paired PCs, and whose lessons are whose. */
export interface CatalogueState {
  schools: Map<SchoolId, School>;
  classrooms: Map<ClassroomId, Classroom>;
  devices: Map<DeviceId, Device>;
  pairings: Map<string, Pairing>;
  /** Owner of each lesson: a teacher's access, or null for the operator. */
  owners: Map<LessonId, string | null>;
}

export type CatalogueEvent =
  | { type: 'schoolAdded'; school: School }
  | { type: 'classroomAdded'; classroom: Classroom }
  | { type: 'lessonOwned'; lessonId: LessonId; accessId: string | null }
  | { type: 'pairingBegun'; deviceId: DeviceId; codeHash: string; pollHash: string; expiresAt: number }
  | { type: 'devicePaired'; pollHash: string; deviceId: DeviceId; classroomId: ClassroomId }
  | { type: 'credentialGiven'; deviceId: DeviceId; credentialHash: string }
  | { type: 'deviceRevoked'; deviceId: DeviceId };

export const emptyCatalogue = (): CatalogueState => ({
  schools: new Map(),
  classrooms: new Map(),
  devices: new Map(),
  pairings: new Map(),
  owners: new Map(),
});

/** Folds one event in; the state is the catalogue's own and changes in place. Unknown types change nothing. */
export function evolveCatalogue(state: CatalogueState, event: CatalogueEvent, at: number): void {
  switch (event.type) {
    case 'schoolAdded':
      state.schools.set(event.school.schoolId, event.school);
      break;
    case 'classroomAdded':
      state.classrooms.set(event.classroom.classroomId, event.classroom);
      break;
    case 'lessonOwned':
      state.owners.set(event.lessonId, event.accessId);
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
      const { deviceId, classroomId } = event;
      const pairing = state.pairings.get(event.pollHash);
      if (pairing) state.pairings.set(event.pollHash, { ...pairing, classroomId });
      state.devices.set(deviceId, { deviceId, classroomId, pairedAt: at, credentialHash: null });
      break;
    }
    case 'credentialGiven': {
      const device = state.devices.get(event.deviceId);
      if (device) state.devices.set(event.deviceId, { ...device, credentialHash: event.credentialHash });
      break;
    }
    case 'deviceRevoked':
      state.devices.delete(event.deviceId);
      break;
    default:
      // An event of a later version.
      break;
  }
}
