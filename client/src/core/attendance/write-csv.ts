/** Whether a spreadsheet would take a cell for a formula, or drop what it begins with. */
const isRisky = /^[=+\-@\t\r]/;

/** A cell that no spreadsheet runs: a formula gets a quote in front, which an import takes away again. */
function cellOf(value: string | number | null): string {
  const text = value === null ? '' : `${value}`;
  const safe = typeof value === 'string' && isRisky.test(text) ? `'${text}` : text;
  return /[",;\t\r\n，]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180) that Excel opens as UTF-8, with every formula made text. Pure. */
export const writeCsv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
