/** A cell of a table. */
export type Cell = string | number | null;

/** What spreadsheets take for a formula when a cell begins with it, also after blanks and in full width. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/;

/**
 * A table as spreadsheets open it: UTF-8 with its mark (Excel reads Chinese right by it), CRLF (RFC 4180), and no text that
 * would be calculated. Pure.
 */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
