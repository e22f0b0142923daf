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
import { type Log, LogUnavailable } from '../log/log.ts';
import {
  type CatalogueEvent,
  type CatalogueState,
  type Classroom,
  type Device,
  emptyCatalogue,
  evolveCatalogue,
  type School,
} from './state.ts';

const name = 'catalogue';
const shortId = (prefix: string) => `${prefix}-${randomUUID().slice(0, 13)}`;

/** Schools, classrooms, paired PCs and the owners of lessons, on the same log as everything else. */
export class Catalogue {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #state: CatalogueState = emptyCatalogue();
  readonly #stopFollowing: () => void;
  #sequence = 0;
  #reading: Promise<void> = Promise.resolve();

  private constructor(log: Log, now: () => number) {
    this.#log = log;
    this.#now = now;
    this.#stopFollowing = log.onAppended(name, (last) => {
      if (last > this.#sequence) void this.#catchUp().catch(() => {});
    });
  }

  static async open(log: Log, now: () => number = Date.now): Promise<Catalogue> {
    const catalogue = new Catalogue(log, now);
    await catalogue.#catchUp();
    return catalogue;
  }

  get state(): Readonly<CatalogueState> {
    return this.#state;
  }

  async addSchool(schoolName: string): Promise<School> {
    const school: School = { schoolId: schoolId(shortId('s')), name: schoolName };
    await this.#change(() => ({ type: 'schoolAdded', school }));
    return school;
  }

  async addClassroom(school: SchoolId, classroomName: string): Promise<Classroom> {
    const classroom: Classroom = { classroomId: classroomId(shortId('k')), schoolId: school, name: classroomName };
    await this.#change(() => {
      if (!this.#state.schools.has(school)) throw new LessonError('notFound', 'no such school');
      return { type: 'classroomAdded', classroom };
    });
    return classroom;
  }

  /** The classrooms with what a lesson must know of them. Throws `notFound` for one that does not exist. */
  invite(ids: readonly ClassroomId[]): InvitedClassroom[] {
    return [...new Set(ids)].map((id) => {
      const classroom = this.#state.classrooms.get(id);
      const school = classroom && this.#state.schools.get(classroom.schoolId);
      if (!classroom || !school) throw new LessonError('notFound', `no such classroom: ${id}`);
      return { ...classroom, schoolName: school.name };
    });
  }

  async ownLesson(lesson: LessonId, accessId: string | null): Promise<void> {
    await this.#change(() => ({ type: 'lessonOwned', lessonId: lesson, accessId }));
  }

  /** Begins a pairing: the code for the screen, and the key by which the PC asks how it went. */
  async beginPairing(device: DeviceId): Promise<{ code: string; pollKey: string; expiresAt: number }> {
    const pollKey = newSecret();
    const expiresAt = this.#now() + limits.pairingCodeMs;
    let code = '';
    await this.#change(() => {
      const used = new Set([...this.#state.pairings.values()].map((pairing) => pairing.codeHash));
      do code = String(randomInt(1_000_000)).padStart(6, '0');
      while (used.has(hashSecret(code)));
      return {
        type: 'pairingBegun',
        deviceId: device,
        codeHash: hashSecret(code),
        pollHash: hashSecret(pollKey),
        expiresAt,
      };
    });
    return { code, pollKey, expiresAt };
  }

  /** Uses up a code. Throws `notFound` for one that is wrong, used or expired. */
  async pair(code: string, classroom: ClassroomId): Promise<Device> {
    const codeHash = hashSecret(code);
    let paired: DeviceId | undefined;
    await this.#change(() => {
      if (!this.#state.classrooms.has(classroom)) throw new LessonError('notFound', 'no such classroom');
      const pairing = [...this.#state.pairings.values()].find(
        (each) => each.codeHash === codeHash && each.classroomId === null && each.expiresAt > this.#now(),
      );
      if (!pairing) throw new LessonError('notFound', 'no such code');
      paired = pairing.deviceId;
      return {
        type: 'devicePaired',
        pollHash: pairing.pollHash,
        deviceId: pairing.deviceId,
        classroomId: classroom,
      };
    });
    const device = paired && this.#state.devices.get(paired);
    if (!device) throw new LessonError('conflict', 'revoked meanwhile');
    return device;
  }

  /** How a pairing stands; once it is done, a credential, new at each call until the code expires. */
  async claim(
    pollKey: string,
  ): Promise<{ state: 'waiting' } | { state: 'paired'; credential: string; device: Device }> {
    const pairing = this.#state.pairings.get(hashSecret(pollKey));
    if (!pairing || pairing.expiresAt <= this.#now()) throw new LessonError('notFound', 'the code has expired');
    if (pairing.classroomId === null) return { state: 'waiting' };
    const secret = newSecret();
    const credential = `${pairing.deviceId}.${secret}`;
    await this.#change(() => ({
      type: 'credentialGiven',
      deviceId: pairing.deviceId,
      credentialHash: hashSecret(credential),
    }));
    const device = this.#state.devices.get(pairing.deviceId);
    if (!device) throw new LessonError('notFound', 'revoked meanwhile');
    return { state: 'paired', credential, device };
  }

  async revokeDevice(device: DeviceId): Promise<void> {
    await this.#change(() => {
      if (!this.#state.devices.has(device)) throw new LessonError('notFound', 'no such device');
      return { type: 'deviceRevoked', deviceId: device };
    });
  }

  close(): void {
    this.#stopFollowing();
  }

  /** Decides against the newest state, again if another node was faster. */
  async #change(decide: () => CatalogueEvent): Promise<void> {
    try {
      for (;;) {
        await this.#catchUp();
        const expected = this.#sequence;
        const { ok } = await this.#log.append(name, expected, [decide()]);
        if (!ok) continue;
        await this.#catchUp();
        return;
      }
    } catch (cause) {
      if (cause instanceof LogUnavailable) throw new LessonError('unavailable', 'the log is away', { cause });
      throw cause;
    }
  }

  #catchUp(): Promise<void> {
    const reading = this.#reading.catch(() => {}).then(() => this.#read());
    this.#reading = reading;
    return reading;
  }

  async #read(): Promise<void> {
    for (;;) {
      const page = await this.#log.read<CatalogueEvent>(name, this.#sequence);
      for (const { sequence, at, entry } of page) {
        evolveCatalogue(this.#state, entry, at);
        this.#sequence = sequence;
      }
      if (page.length === 0) return;
    }
  }
}
