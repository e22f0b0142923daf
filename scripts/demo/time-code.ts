/**
 * A time code that machines read in a picture of any size: a strip along the bottom of two rows of 16 cells, the second
 * the opposite of the first. White is 1. Cell 0 is always 1; cells 1 to 3 are the film's number, 4 to 15 the frame's,
 * highest bit first.
 */
export const timeCodeCells = 16;
/** Where the middles of the two rows lie, from 0 at the top to 1. */
export const timeCodeRows = [14.5 / 16, 15.5 / 16] as const;
export const filmNumberBits = 3;
export const frameNumberBits = 12;

/** What a time code says. */
export interface TimeCode {
  readonly film: number;
  readonly frame: number;
}

/**
 * Reads the time code of a picture.
 * @param luma brightness, 0 to 255, of the cell at a column (0 to 15) and row (0 or 1)
 * @returns undefined when there is none, or when any cell cannot be told
 */
export function readTimeCode(luma: (column: number, row: 0 | 1) => number): TimeCode | undefined {
  let bits = 0;
  for (let column = 0; column < timeCodeCells; column += 1) {
    const contrast = luma(column, 0) - luma(column, 1);
    if (Math.abs(contrast) < 50) return undefined;
    bits = bits * 2 + (contrast > 0 ? 1 : 0);
  }
  if (bits >> (filmNumberBits + frameNumberBits) !== 1) return undefined;
  const frames = 2 ** frameNumberBits;
  return { film: Math.floor(bits / frames) % 2 ** filmNumberBits, frame: bits % frames };
}

/** ffmpeg filters that burn the code of a film into its frames. */
export function timeCodeFilters(film: number): string[] {
  const cell = (column: number, row: number, white: string) =>
    `drawbox=x=iw*${column}/${timeCodeCells}:y=ih*${14 + row}/16:w=iw/${timeCodeCells}:h=ih/16:color=white:t=fill:enable='${white}'`;
  const bits = Array.from({ length: timeCodeCells }, (_, column) => {
    if (column === 0) return '1';
    if (column <= filmNumberBits) return String((film >> (filmNumberBits - column)) & 1);
    return `mod(floor(n/${2 ** (timeCodeCells - 1 - column)})\\,2)`;
  });
  return [
    'drawbox=x=0:y=ih*14/16:w=iw:h=ih/8:color=black:t=fill',
    ...bits.map((bit, column) => cell(column, 0, bit)),
    ...bits.map((bit, column) => cell(column, 1, `1-(${bit})`)),
  ];
}
