import { expect, test } from 'vitest';
import { writeCsv } from './write-csv.ts';

test('what a spreadsheet would run is text; numbers and words stay what they are', () => {
  const rows = [
    ['姓名', '学号'],
    ['=HYPERLINK("x")', '+1'],
    ['-1', '@a'],
    ['\tx', 'a\tb'],
    ['Lee, "Ann"', -5],
    ['', null],
  ];
  expect(writeCsv(rows)).toBe(
    '\uFEFF姓名,学号\r\n"\'=HYPERLINK(""x"")",\'+1\r\n\'-1,\'@a\r\n"\'\tx","a\tb"\r\n"Lee, ""Ann""",-5\r\n,\r\n',
  );
});
