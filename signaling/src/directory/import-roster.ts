import { createHash } from 'node:crypto';
import { type ClassroomId, limits, type Pupil, type RosterReport } from '../../protocol/lesson.ts';
import type { Directory } from './directory.ts';
import { type ReadRoster, readRoster } from './read-roster.ts';
import { type RosterChange, rosterChange } from './roster-change.ts';

/** Stands for exactly this file on exactly this roster: what was looked at is what is imported. */
const checkOf = (bytes: Uint8Array, present: readonly Pupil[]): string =>
  createHash('sha256').update(bytes).update(JSON.stringify(present)).digest('base64url').slice(0, 22);

/** Says what importing a file would do. Changes nothing. */
export async function checkImport(
  directory: Directory,
  classroom: { classroomId: ClassroomId; name: string },
  bytes: Uint8Array,
): Promise<RosterReport> {
  const read = readRoster(bytes, classroom.name);
  const present = await directory.roster(classroom.classroomId);
  const check = read.entries.length === 0 ? null : checkOf(bytes, present);
  return report(read, rosterChange(present, read.entries), check, false);
}

/**
 * Imports a file that was looked at: the roster becomes what its good lines say. Throws LessonError `conflict`, and
 * changes nothing, when file or roster are not those of `check`.
 */
export async function confirmImport(
  directory: Directory,
  classroom: { classroomId: ClassroomId; name: string },
  bytes: Uint8Array,
  check: string,
): Promise<RosterReport> {
  const read = readRoster(bytes, classroom.name);
  const isSeen = (present: readonly Pupil[]) => read.entries.length > 0 && checkOf(bytes, present) === check;
  const change = await directory.replaceRoster(classroom.classroomId, read.entries, isSeen);
  return report(read, change, null, true);
}

function report(read: ReadRoster, change: RosterChange, check: string | null, imported: boolean): RosterReport {
  const { file, encoding, lines, otherClasses, problems, entries } = read;
  const { added, changed, kept, removed } = change;
  return {
    file,
    encoding,
    lines,
    otherClasses,
    problems: problems.slice(0, limits.rosterProblemsListed),
    problemCount: problems.length,
    pupils: entries,
    added,
    changed,
    kept,
    removed: entries.length === 0 ? [] : removed,
    check,
    imported,
  };
}
