import type { AbsenceReason, Pupil, PupilId, RoomAttendance } from '@tongke/signaling/protocol/lesson';

/** Attendance while it is being taken: who is missing, and how many heads there are. */
export interface Roll {
  absent: Readonly<Record<PupilId, AbsenceReason>>;
  /** Heads that the aide counted; null: as many as are left on the roster. */
  counted: number | null;
}

/** Everybody present, or what was taken last. Pupils who are off the roster by now are left out. Pure. */
export function startRoll(pupils: readonly Pupil[], taken: RoomAttendance | undefined): Roll {
  const onRoster = new Set(pupils.map(({ pupilId }) => pupilId));
  const missing = (taken?.absent ?? []).filter(({ pupilId }) => onRoster.has(pupilId));
  const absent = Object.fromEntries(missing.map(({ pupilId, reason }) => [pupilId, reason])) as Roll['absent'];
  const left = pupils.length - missing.length;
  const isCounted = taken !== undefined && (pupils.length === 0 || taken.present !== left);
  return { absent, counted: isCounted ? taken.present : null };
}

/** A tap on a pupil: missing for this reason, or there again. Pure. */
export function tapPupil(roll: Roll, pupilId: PupilId, reason: AbsenceReason): Roll {
  const { [pupilId]: known, ...others } = roll.absent;
  return { absent: known === undefined || known !== reason ? { ...others, [pupilId]: reason } : others, counted: null };
}

/** How many of the roster are left. Pure. */
export const leftOf = (pupils: readonly Pupil[], { absent }: Roll): number =>
  pupils.length - Object.keys(absent).length;

/** The heads that will be confirmed. Pure. */
export const headsOf = (pupils: readonly Pupil[], roll: Roll): number => roll.counted ?? leftOf(pupils, roll);

/** What the command `attendance:take` says of a roll. Pure. */
export const takenBy = (pupils: readonly Pupil[], roll: Roll) => ({
  absent: Object.entries(roll.absent).map(([pupilId, reason]) => ({ pupilId: pupilId as PupilId, reason })),
  headCount: headsOf(pupils, roll),
});
