/** Most cards of one classroom: numbers go from 1 to this. The dictionary has 100 codes. */
export const mostCards = 60;

/** The four answers of a card, by the edge that is up. */
export const letters = ['A', 'B', 'C', 'D'] as const;

/** Cells of the black square's side: five of the code and one of black around it. */
export const cellsAcross = 7;

/** How much of a card's side the black square takes; white paper and the letters are around it. */
export const squareShare = 0.72;

/**
 * Codes of the cards 1 to 60: 25 bits each, row by row from the upper left, 1 for white. They are the first sixty of the
 * dictionary ARUCO_MIP_25h7, any two of which, in any rotation, differ in at least seven cells; a test compares them
 * with the library's, so that the printing page need not load the reader.
 */
const codes: readonly number[] = [
  0x1ad2487, 0x141b6e9, 0x1780e66, 0x1a86ad8, 0x1146916, 0x14ebcb6, 0x1a1893c, 0xd79525, 0xf8db53, 0x1b5928, 0x127bf52,
  0x1cb3a02, 0x145ed8c, 0x3970ef, 0xc8934c, 0x5baded, 0x53c9da, 0x1991f79, 0x1d40a4d, 0x1631993, 0x74d97c, 0x62c8a5,
  0x1a6ce96, 0x1c71456, 0x18d8df2, 0xe290fa, 0x494061, 0xedc6cd, 0x12bd8f0, 0x1a5d254, 0x172eb3a, 0x9d6e92, 0x10a2172,
  0x1bd085a, 0x186e528, 0xb4af45, 0x55a5b2, 0x5e5136, 0x88508b, 0xea2c6f, 0x1a9274c, 0xbbb977, 0x5ede62, 0x105ba85,
  0x18a79bc, 0x18d4b9d, 0x1a144de, 0x1ba5390, 0x1b8a652, 0x1c4948d, 0x3ce285, 0xb5cce7, 0x16d2cb9, 0xb7d338, 0xb650e9,
  0x130e4b1, 0xd3badc, 0xf2161d, 0x17a45a7, 0x14c5c50,
];

/** Whether a cell of a card's black square is white. Cells count from 0 and from the upper left. */
export function isWhite(card: number, column: number, row: number): boolean {
  if (column < 1 || row < 1 || column > 5 || row > 5) return false;
  const code = codes[card - 1];
  if (code === undefined) throw new RangeError(`no card ${card}`);
  return ((code >> (24 - ((row - 1) * 5 + column - 1))) & 1) === 1;
}
