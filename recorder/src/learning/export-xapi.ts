import { csvText, LearningFold, type LessonRecord } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { LearningFolder } from './learning-folder.ts';
import { classroomRows, pupilRows } from './learning-rows.ts';
import { readLog } from './read-log.ts';
import { writePrivate } from './write-private.ts';
import { Naming, type XapiSettings } from './xapi/naming.ts';
import { statementsOf } from './xapi/statements.ts';

/** What was written of a lesson. */
export interface Exported {
  statements: number;
  classrooms: number;
  pupils: number;
  /** Of the statements' file, hexadecimal. */
  sha256: string;
  /** Whether the statements are others than those that were there. */
  changed: boolean;
}

/** An archive to be exported, as it goes from thread to thread. */
export interface ExportJob {
  archivesPath: string;
  /** Of the archive's folder. */
  name: string;
  settings: XapiSettings;
}

export type ExportOutcome = { exported: Exported | null } | { failed: { code: string | null; message: string } };

/**
 * Writes a lesson's learning records into the private part of its archive: statements and tables, each file whole or not at all. The
 * same log and settings give the same files. Null when there is nothing to write yet: the lesson is not over, or was never
 * opened. Throws LogDamaged, and what the disk says.
 */
export async function exportXapi(archive: ArchiveFolder, settings: XapiSettings): Promise<Exported | null> {
  const record = await readRecord(archive.log);
  if (record === null) return null;
  const folder = new LearningFolder(archive);
  await folder.make();
  await writePrivate(folder.classrooms, [csvText(classroomRows(record))]);
  await writePrivate(folder.pupils, [csvText(pupilRows(record))]);
  let statements = 0;
  function* lines() {
    for (const statement of statementsOf(record as LessonRecord, new Naming(settings), archive.webPath)) {
      statements += 1;
      yield `${JSON.stringify(statement)}\n`;
    }
  }
  const { sha256, changed } = await writePrivate(folder.statements, lines());
  const pupils = record.classrooms.reduce((sum, room) => sum + room.pupils.length, 0);
  return { statements, classrooms: record.classrooms.length, pupils, sha256, changed };
}

/** The record that a log holds; null while there is none. Throws LogDamaged. */
export async function readRecord(logPath: string): Promise<LessonRecord | null> {
  const fold = new LearningFold();
  for await (const entry of readLog(logPath)) fold.push(entry);
  return fold.record();
}
