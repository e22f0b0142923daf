import {
  type FileProblem,
  type LineProblem,
  type LineProblemCode,
  limits,
  type RosterEntry,
  type RosterReport,
} from '../../protocol/lesson.ts';
import { type CsvRecord, findSeparator, readCsv } from './csv-records.ts';
import { decodeText } from './decode-text.ts';
import { guessedColumns, namedColumns, type RosterColumns } from './roster-columns.ts';
import { looksLikeFormula, readLine } from './roster-line.ts';

/** What a file says of one classroom. */
export interface ReadRoster {
  file: FileProblem | null;
  encoding: RosterReport['encoding'];
  entries: RosterEntry[];
  /** Lines that name somebody of this classroom, good or bad. */
  lines: number;
  /** Lines of other classrooms, by a column that says so. */
  otherClasses: number;
  problems: LineProblem[];
}

const unread = (file: FileProblem): ReadRoster => ({
  file,
  encoding: null,
  entries: [],
  lines: 0,
  otherClasses: 0,
  problems: [],
});
const valueLength = 40;

/** Reads a classroom's pupils out of a CSV file, of the classroom alone or of a whole school. Pure; never throws. */
export function readRoster(bytes: Uint8Array, classroomName: string): ReadRoster {
  const decoded = decodeText(bytes);
  if (typeof decoded === 'string') return unread(decoded);
  const { text, encoding } = decoded;
  const records = readCsv(text, findSeparator(text), limits.rosterFileLines + 2).filter(({ cells }) =>
    cells.some((cell) => cell.trim() !== ''),
  );
  const [first, ...others] = records;
  if (!first) return unread('empty');
  const named = namedColumns(first.cells);
  const lines = named ? others : records;
  if (lines.length > limits.rosterFileLines) return unread('tooManyLines');
  if (lines.length === 0) return unread('noNames');
  const columns = named ?? guessedColumns(lines.slice(0, 20).map(({ cells }) => cells));
  const own = ownLines(lines, columns, classroomName);
  if (own.length === 0) return unread('noNames');
  const reader = new RosterReader(columns);
  for (const record of own) reader.read(record);
  const { entries, problems } = reader;
  return { file: null, encoding, entries, lines: own.length, otherClasses: lines.length - own.length, problems };
}

/** Lines of this classroom. A column of classes tells only where it names several. */
function ownLines(lines: CsvRecord[], { classroom }: RosterColumns, classroomName: string): CsvRecord[] {
  if (classroom === null) return lines;
  const nameOf = ({ cells }: CsvRecord) => plain(cells[classroom] ?? '');
  if (new Set(lines.map(nameOf)).size < 2) return lines;
  return lines.filter((line) => nameOf(line) === plain(classroomName));
}
const plain = (name: string) => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Takes lines one by one and remembers which said what. */
class RosterReader {
  readonly entries: RosterEntry[] = [];
  readonly problems: LineProblem[] = [];
  readonly #columns: RosterColumns;
  readonly #lineOf = new Map<string, number>();

  constructor(columns: RosterColumns) {
    this.#columns = columns;
  }

  read({ line, cells, isOpen }: CsvRecord): void {
    const { entry, problem } = readLine(cells, this.#columns);
    const value = [entry.number, entry.name].filter(Boolean).join(' ');
    const report = (code: LineProblemCode, other: number | null = null) =>
      this.problems.push({ line, code, value: shown(value), other });
    if (isOpen) report('openQuote');
    else if (problem) report(problem);
    else {
      const double = this.#double(entry);
      if (double) report(double.code, double.other);
      else if (this.entries.length >= limits.pupilsPerClassroom) report('tooManyPupils');
      else {
        this.#remember(entry, line);
        this.entries.push(entry);
        if (looksLikeFormula(entry.name) || looksLikeFormula(entry.number)) report('formula');
      }
    }
  }

  #double(entry: RosterEntry): { code: LineProblemCode; other: number } | null {
    for (const [code, key] of keysOf(entry)) {
      const other = this.#lineOf.get(key);
      if (other !== undefined) return { code, other };
    }
    return null;
  }

  #remember(entry: RosterEntry, line: number): void {
    for (const [, key] of keysOf(entry)) this.#lineOf.set(key, line);
  }
}

/** What no two pupils of a classroom share. Namesakes have different numbers. */
const keysOf = ({ name, number, cardNumber }: RosterEntry): [LineProblemCode, string][] => [
  number === '' ? ['sameName', `name ${name}`] : ['sameNumber', `number ${number}`],
  ...(cardNumber === null ? [] : [['sameCard', `card ${cardNumber}`] as [LineProblemCode, string]]),
];

/** A value that is safe to show in a report: short, and with marks in place of what is unseen. */
const shown = (value: string): string =>
  [...value.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '\u{FFFD}')].slice(0, valueLength).join('');
