import { randomInt, randomUUID } from 'node:crypto';
import {
  type ClassroomId,
  classroomId,
  type DeviceId,
  type InvitedClassroom,
  LessonError,
  type LessonId,
  limits,
  type SchoolId,
  schoolId,
} from '../../protocol/lesson.ts';
import { hashSecret, newSecret } from '../auth/secret.ts';
import type { Log } from '../log/log.ts';
import { catalogueLimits } from './catalogue-limits.ts';
import { type CatalogueLog, openCatalogueLog } from './catalogue-log.ts';
import type { CatalogueState, Classroom, Device, School, Teacher, TeacherAccess } from './state.ts';

const shortId = (prefix: string) => `${prefix}-${randomUUID().slice(0, 13)}`;

/**
 * Schools, classrooms, teachers, paired PCs and the owners of lessons, on the same log as everything else. What changes it throws
 * LessonError: `unavailable` while the log is away, `tooMany` at {@link catalogueLimits}.
 */
export class Catalogue {
  readonly #log: CatalogueLog;
  readonly #now: () => number;

  private constructor(log: CatalogueLog, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  static async open(log: Log, now: () => number = Date.now): Promise<Catalogue> {
    return new Catalogue(await openCatalogueLog(log), now);
  }

  get state(): Readonly<CatalogueState> {
    return this.#log.state;
  }

  /** Reads what other nodes have changed a moment ago. */
  refresh(): Promise<void> {
    return this.#log.refresh();
  }

  async addSchool(name: string): Promise<School> {
    const school: School = { schoolId: schoolId(shortId('s')), name };
    await this.#log.change(({ schools }) => {
      bound(schools.size, catalogueLimits.schools, 'schools');
      return [{ type: 'schoolAdded', school }];
    });
    return school;
  }

  /** Throws `notFound` for no such school. */
  async addClassroom(school: SchoolId, name: string): Promise<Classroom> {
    const classroom: Classroom = { classroomId: classroomId(shortId('k')), schoolId: school, name };
    await this.#log.change(({ schools, classrooms }) => {
      if (!schools.has(school)) throw new LessonError('notFound', 'no such school');
      const others = [...classrooms.values()].filter((other) => other.schoolId === school);
      bound(others.length, catalogueLimits.classroomsPerSchool, 'classrooms of one school');
      return [{ type: 'classroomAdded', classroom }];
    });
    return classroom;
  }

  /** The classrooms with what a lesson must know of them. Throws `notFound` for one that does not exist. */
  invite(ids: readonly ClassroomId[]): InvitedClassroom[] {
    return [...new Set(ids)].map((id) => {
      const classroom = this.state.classrooms.get(id);
      const school = classroom && this.state.schools.get(classroom.schoolId);
      if (!classroom || !school) throw new LessonError('notFound', `no such classroom: ${id}`);
      return { ...classroom, schoolName: school.name };
    });
  }

  /** Gives the teacher of this name, who may be new, one more link. */
  async grantAccess(name: string): Promise<{ teacher: Teacher; accessId: string }> {
    const accessId = randomUUID();
    let teacher: Teacher = { teacherId: shortId('t'), name };
    await this.#log.change((state) => {
      const known = teacherNamed(state, name);
      teacher = known ?? teacher;
      const held = [...state.accesses.values()].filter((access) => access.teacherId === teacher.teacherId);
      bound(held.length, catalogueLimits.accessesPerTeacher, 'links of one teacher');
      const granted = { type: 'accessGranted' as const, accessId, teacherId: teacher.teacherId };
      return known ? [granted] : [{ type: 'teacherAdded', teacher }, granted];
    });
    return { teacher, accessId };
  }

  /** The access and its teacher; undefined once it is revoked. */
  access(accessId: string): (TeacherAccess & Teacher) | undefined {
    const access = this.state.accesses.get(accessId);
    const teacher = access && this.state.teachers.get(access.teacherId);
    return teacher && { ...access, ...teacher };
  }

  /** Throws `notFound` when there is none. */
  async revokeAccess(accessId: string): Promise<void> {
    await this.#log.change(({ accesses }) => {
      if (!accesses.has(accessId)) throw new LessonError('notFound', 'no such access');
      return [{ type: 'accessRevoked', accessId }];
    });
  }

  /** Says whose lesson it is: that of the teacher of this name, who may be new; nobody's but the operator's without one. */
  async ownLesson(lessonId: LessonId, teacherName: string): Promise<void> {
    const fresh: Teacher = { teacherId: shortId('t'), name: teacherName };
    await this.#log.change((state) => {
      if (teacherName === '') return [{ type: 'lessonOwned', lessonId, teacherId: null }];
      const known = teacherNamed(state, teacherName);
      const owned = { type: 'lessonOwned' as const, lessonId, teacherId: (known ?? fresh).teacherId };
      return known ? [owned] : [{ type: 'teacherAdded', teacher: fresh }, owned];
    });
  }

  /** Begins a pairing: the code for the screen, and the key by which the PC asks how it went. */
  async beginPairing(deviceId: DeviceId): Promise<{ code: string; pollKey: string; expiresAt: number }> {
    const pollKey = newSecret();
    const expiresAt = this.#now() + limits.pairingCodeMs;
    let code = '';
    await this.#log.change(({ pairings }) => {
      const live = [...pairings.values()].filter((other) => other.expiresAt > this.#now());
      bound(live.length, catalogueLimits.pairings, 'codes at once');
      const used = new Set(live.map((other) => other.codeHash));
      do code = String(randomInt(1_000_000)).padStart(6, '0');
      while (used.has(hashSecret(code)));
      const hashes = { codeHash: hashSecret(code), pollHash: hashSecret(pollKey) };
      return [{ type: 'pairingBegun', deviceId, ...hashes, expiresAt }];
    });
    return { code, pollKey, expiresAt };
  }

  /** Uses up a code. Throws `notFound` for one that is wrong, used or expired. `pairedBy`: the teacher, or null for the operator. */
  async pair(code: string, classroom: ClassroomId, pairedBy: string | null): Promise<Device> {
    const codeHash = hashSecret(code);
    let paired: DeviceId | undefined;
    await this.#log.change(({ classrooms, pairings }) => {
      if (!classrooms.has(classroom)) throw new LessonError('notFound', 'no such classroom');
      const pairing = [...pairings.values()].find(
        (each) => each.codeHash === codeHash && each.classroomId === null && each.expiresAt > this.#now(),
      );
      if (!pairing) throw new LessonError('notFound', 'no such code');
      const { pollHash, deviceId } = pairing;
      paired = deviceId;
      return [{ type: 'devicePaired', pollHash, deviceId, classroomId: classroom, pairedBy }];
    });
    const device = paired && this.state.devices.get(paired);
    if (!device) throw new LessonError('conflict', 'revoked meanwhile');
    return device;
  }

  /**
   * How a pairing stands; once it is done, a credential: a new one at each call, for an answer may be lost. Throws `notFound` when the
   * code has expired.
   */
  async claim(
    pollKey: string,
  ): Promise<{ state: 'waiting' } | { state: 'paired'; credential: string; device: Device }> {
    const pollHash = hashSecret(pollKey);
    if (!this.state.pairings.has(pollHash)) await this.refresh();
    const pairing = this.state.pairings.get(pollHash);
    if (!pairing || pairing.expiresAt <= this.#now()) throw new LessonError('notFound', 'the code has expired');
    if (pairing.classroomId === null) return { state: 'waiting' };
    const { deviceId } = pairing;
    const credential = `${deviceId}.${newSecret()}`;
    await this.#log.change(({ devices }) => {
      if (!devices.has(deviceId)) throw new LessonError('notFound', 'revoked meanwhile');
      return [{ type: 'credentialGiven', deviceId, credentialHash: hashSecret(credential) }];
    });
    const device = this.state.devices.get(deviceId);
    if (!device) throw new LessonError('notFound', 'revoked meanwhile');
    return { state: 'paired', credential, device };
  }

  /** Voids a PC's credential. Throws `notFound` when it is not paired. */
  async revokeDevice(deviceId: DeviceId): Promise<void> {
    await this.#log.change(({ devices }) => {
      if (!devices.has(deviceId)) throw new LessonError('notFound', 'no such device');
      return [{ type: 'deviceRevoked', deviceId }];
    });
  }

  /** Sets the operator's telephone number; null takes it away. */
  async setHelpLine(telephone: string | null): Promise<void> {
    await this.#log.change(({ helpLine }) => (helpLine === telephone ? [] : [{ type: 'helpLineSet', telephone }]));
  }

  close(): void {
    this.#log.close();
  }
}

function bound(size: number, most: number, what: string): void {
  if (size >= most) throw new LessonError('tooMany', `${most} ${what} are the most`);
}

const teacherNamed = ({ teachers }: CatalogueState, name: string) =>
  [...teachers.values()].find((teacher) => teacher.name === name);
