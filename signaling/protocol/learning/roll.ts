import type { LessonEntry } from '../events.ts';
import type { ParticipantId, PupilId } from '../ids.ts';
import type { PupilAttendance } from './lesson-record.ts';

/** Who of each roster was there. The last attendance counts; a pupil keeps the moment since when it says so. Pure bookkeeping. */
export class Roll {
  readonly #rooms = new Map<ParticipantId, Map<PupilId, PupilAttendance>>();

  push({ event, sequence, at }: LessonEntry): void {
    if (event.type !== 'attendanceTaken') return;
    const { attendance, attending } = event;
    const before = this.#rooms.get(attendance.participantId);
    const now = new Map<PupilId, PupilAttendance>();
    const say = (pupilId: PupilId, present: boolean, reason: PupilAttendance['reason']) => {
      const known = before?.get(pupilId);
      const isSame = known?.present === present && known.reason === reason;
      now.set(pupilId, isSame ? known : { sequence, at, present, reason });
    };
    for (const pupilId of attending) say(pupilId, true, null);
    for (const { pupilId, reason } of attendance.absent) say(pupilId, false, reason);
    this.#rooms.set(attendance.participantId, now);
  }

  of(seat: ParticipantId): ReadonlyMap<PupilId, PupilAttendance> {
    return this.#rooms.get(seat) ?? new Map();
  }
}
