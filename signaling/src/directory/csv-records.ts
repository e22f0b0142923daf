/** A record of a CSV file, with the line on which it begins, from 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
  /** A quote was opened here and never closed: the rest of the file stands in the last cell. */
  isOpen: boolean;
}

/** The full-width comma is what a Chinese keyboard types. */
const separators = [',', ';', '\t', '，'];
/** Records by which the separator is found. */
const looked = 20;

/** The separator that stands most often in the first lines, outside quotes. */
export function findSeparator(text: string): string {
  const head = text.split(/\r\n|\r|\n/, looked).join('\n');
  const bare = head.replace(/"(?:[^"]|"")*"/g, '');
  const counts = separators.map((separator) => bare.split(separator).length - 1);
  const most = Math.max(...counts);
  return (most > 0 && separators[counts.indexOf(most)]) || ',';
}

/**
 * Reads CSV as RFC 4180 has it, and a little more: any {@link findSeparator separator}, lines that end by CR, LF or both,
 * quotes in the middle of a bare cell as they are. Pure; stops after `most` records.
 */
export function readCsv(text: string, separator: string, most: number): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length && records.length < most) {
    const record: CsvRecord = { line, cells: [], isOpen: false };
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, separator);
      record.cells.push(cell.value);
      record.isOpen ||= cell.isOpen;
      line += lineBreaks(cell.value);
      at = cell.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    records.push(record);
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
  }
  return records;
}

interface Cell {
  value: string;
  /** Where the separator, the line's end or the text's end is. */
  end: number;
  isOpen: boolean;
}

function bareCell(text: string, start: number, separator: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end, isOpen: false };
}

function quotedCell(text: string, start: number): Cell {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), end: text.length, isOpen: true };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      at = quote + 1;
      break;
    }
    value += '"';
    at = quote + 2;
  }
  // What stands between the closing quote and the separator (most often a space) belongs to nothing.
  while (at < text.length && !separators.includes(text[at] ?? '') && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { value, end: at, isOpen: false };
}

const lineBreaks = (value: string): number => value.split(/\r\n|\r|\n/).length - 1;
