import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test('a table opens in a spreadsheet as it was', () => {
  expect(
    csvText([
      ['学校', '人数'],
      ['云岭, "小学"', 40],
      [null, 1.5],
    ]),
  ).toBe('\uFEFF学校,人数\r\n"云岭, ""小学""",40\r\n,1.5\r\n');
});

test('no name is calculated', () => {
  const evil = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1+1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("x")',
  ];
  for (const name of evil) {
    const cell = csvText([[name]])
      .slice(1, -2)
      .replace(/^"|"$/g, '');
    expect(cell.startsWith("'"), JSON.stringify(name)).toBe(true);
  }
  expect(csvText([[-5]])).toBe('\uFEFF-5\r\n');
});
