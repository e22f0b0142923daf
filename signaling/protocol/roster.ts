import type { ClassroomId, PupilId } from './ids.ts';

/** One line of a classroom's roster. */
export interface RosterEntry {
  name: string;
  /** In class, or of the school; empty where there is none. */
  number: string;
  /** Of the pupil's answer card; null where none is given. */
  cardNumber: number | null;
}

/** A pupil as the directory knows it: nowhere else stands a name beside an id. */
export interface Pupil extends RosterEntry {
  pupilId: PupilId;
}

/** The size of a classroom's roster, for staff. */
export interface RosterSize {
  classroomId: ClassroomId;
  pupils: number;
}

/** What is wrong with a line; it is left out. `formula` is a word of caution: the line is taken as text. */
export type LineProblemCode =
  | 'noName'
  | 'tooLong'
  | 'hidden'
  | 'badNumber'
  | 'badCard'
  | 'sameNumber'
  | 'sameName'
  | 'sameCard'
  | 'tooManyPupils'
  | 'openQuote'
  | 'formula';
export interface LineProblem {
  /** In the file, from 1. */
  line: number;
  code: LineProblemCode;
  /** What stands there, shortened. */
  value: string;
  /** The line that says the same already. */
  other: number | null;
}

/** Why a whole file cannot be read. */
export type FileProblem = 'empty' | 'spreadsheet' | 'notText' | 'tooManyLines' | 'noNames';

/** What an import of a file would do, or has done. */
export interface RosterReport {
  file: FileProblem | null;
  encoding: 'utf-8' | 'gb18030' | 'utf-16le' | null;
  /** Lines that name somebody, good or bad. */
  lines: number;
  /** Lines of other classes, by the file's own column: left out. */
  otherClasses: number;
  problems: LineProblem[];
  /** Problems that there are; `problems` lists the first. */
  problemCount: number;
  /** The roster as it would be. */
  pupils: RosterEntry[];
  added: number;
  changed: number;
  kept: number;
  /** Who is on the roster now and would be erased. */
  removed: Pupil[];
  /** To be sent back to confirm exactly this import; null when there is nothing to import. */
  check: string | null;
  imported: boolean;
}
