import { type LineProblemCode, limits, type RosterEntry } from '../../protocol/lesson.ts';
import type { RosterColumns } from './roster-columns.ts';

/** One line without what is unseen or turns the direction of the text around it, such as U+202E. May be empty. */
const plainLine =
  /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{AD}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E007F}]*$/u;

/** A cell as text: composed, trimmed, without the quote that marks a formula as text. */
function textOf(cells: readonly string[], column: number | null): string {
  const cell = column === null ? '' : (cells[column] ?? '');
  return cell
    .normalize('NFC')
    .trim()
    .replace(/^'(?=[=+\-@])/, '');
}

/** Whether a spreadsheet would take a text for a formula. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@]/.test(text);

/** What is wrong with one pupil's words; null when they are good. Pure. */
export function entryProblem({ name, number, cardNumber }: RosterEntry): LineProblemCode | null {
  if (!plainLine.test(name) || !plainLine.test(number)) return 'hidden';
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return 'noName';
  if (name.length > limits.pupilNameLength) return 'tooLong';
  if (number.length > limits.pupilNumberLength) return 'badNumber';
  if (cardNumber === null) return null;
  const isCard = Number.isInteger(cardNumber) && cardNumber >= 1 && cardNumber <= limits.pupilsPerClassroom;
  return isCard ? null : 'badCard';
}

/** Reads one line; what is wrong with it, or null. Pure. */
export function readLine(
  cells: readonly string[],
  columns: RosterColumns,
): { entry: RosterEntry; problem: LineProblemCode | null } {
  const card = textOf(cells, columns.card).normalize('NFKC');
  const entry: RosterEntry = {
    name: textOf(cells, columns.name),
    number: textOf(cells, columns.number).normalize('NFKC'),
    cardNumber: card === '' ? null : /^\d{1,6}$/.test(card) ? Number(card) : Number.NaN,
  };
  return { entry, problem: entryProblem(entry) };
}
