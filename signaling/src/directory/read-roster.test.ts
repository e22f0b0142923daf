import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/lesson.ts';
import { readRoster } from './read-roster.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, classroom = '三年级一班') => readRoster(bytes(text), classroom);
const names = (text: string) => read(text).entries.map(({ name }) => name);
const problems = (text: string) => read(text).problems.map(({ line, code, other }) => [line, code, other]);

/** «学号,姓名 / 1,张三 / 2,李四 / 3,𠮷野», as Excel on a Chinese PC writes it. */
const gb18030 = Buffer.from('d1a7bac52cd0d5c3fb0a312cd5c5c8fd0a322cc0eecbc40a332c9534b235d2b0', 'hex');

describe('encodings', () => {
  test('UTF-8 with and without its mark, GB18030 and UTF-16 give the same names', () => {
    const text = '学号,姓名\n1,张三\n2,李四\n3,𠮷野';
    const expected = ['张三', '李四', '𠮷野'];
    for (const [file, encoding] of [
      [bytes(text), 'utf-8'],
      [bytes(`\uFEFF${text}`), 'utf-8'],
      [gb18030, 'gb18030'],
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
    ] as const) {
      const found = readRoster(file, '');
      expect(found).toMatchObject({ file: null, encoding, problems: [] });
      expect(found.entries.map(({ name }) => name)).toEqual(expected);
    }
  });

  test('a spreadsheet, what is no text, and nothing at all are said to be so', () => {
    expect(readRoster(Buffer.from('504b03041400', 'hex'), '').file).toBe('spreadsheet');
    expect(readRoster(Buffer.from('d0cf11e0a1b11ae1', 'hex'), '').file).toBe('spreadsheet');
    expect(readRoster(Buffer.from([0x31, 0, 0x32, 0]), '').file).toBe('notText');
    expect(readRoster(Buffer.from([0xff, 0xff, 0xff]), '').file).toBe('notText');
    for (const empty of ['', '\uFEFF', ' \n\r\n', ',,,\n,,'])
      expect(read(empty).file, JSON.stringify(empty)).toBe('empty');
    expect(read('学号,姓名\n').file).toBe('noNames');
  });
});

describe('tables', () => {
  test.each([',', ';', '\t', '，'])('cells apart by %j', (separator) => {
    const rows = [
      ['姓名', '学号', '卡号'],
      ['张三', '07', '5'],
      ['李四', '08', ''],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(read(rows.map((row) => row.join(separator)).join(end)).entries).toEqual([
        { name: '张三', number: '07', cardNumber: 5 },
        { name: '李四', number: '08', cardNumber: null },
      ]);
    }
  });

  test('headings in Chinese or English, in any order, with columns that nobody asked for', () => {
    expect(read('性别,座号,姓名\n女,3,王芳').entries).toEqual([{ name: '王芳', number: '3', cardNumber: null }]);
    expect(read('No.;Full Name;Card No.\n3;Ann Lee;12').entries).toEqual([
      { name: 'Ann Lee', number: '3', cardNumber: 12 },
    ]);
    expect(read('序号,学号,姓名\n1,20260101,王芳').entries[0]?.number).toBe('20260101');
  });

  test('without headings: names alone, numbers first or names first', () => {
    expect(names('张三\n李四')).toEqual(['张三', '李四']);
    expect(read('1,张三\n2,李四').entries[1]).toEqual({ name: '李四', number: '2', cardNumber: null });
    expect(read('张三,1,9\n李四,2,8').entries[0]).toEqual({ name: '张三', number: '1', cardNumber: 9 });
    expect(read('１２,张三').entries[0]?.number).toBe('12');
  });

  test('quotes hold separators and quotes; one that stays open is told with its line', () => {
    expect(names('姓名,学号\n"Lee, ""Ann""" ,1\nBo "B" Bo,2')).toEqual(['Lee, "Ann"', 'Bo "B" Bo']);
    const open = '姓名,学号\n张三,1\n"李四,2\n王五,3';
    expect(names(open)).toEqual(['张三']);
    expect(problems(open)).toEqual([[3, 'openQuote', null]]);
  });

  test("a whole school's file gives the lines of this class", () => {
    const file = '班级,学号,姓名\n三年级一班,1,张三\n三年级二班,1,李四\n三年级 一班,2,王五\n';
    expect(read(file)).toMatchObject({ lines: 2, otherClasses: 1, problems: [] });
    expect(names(file)).toEqual(['张三', '王五']);
    expect(read(file, '五年级').file).toBe('noNames');
    expect(names('班级,姓名\n3.1,张三\n3.1,李四')).toEqual(['张三', '李四']);
  });
});

describe('bad lines are named, and the others are taken', () => {
  test('doubles, with the line that said it first', () => {
    const file = '学号,姓名,卡号\n1,张三,1\n1,李四,2\n2,王五,1\n3,张三,3\n';
    expect(problems(file)).toEqual([
      [3, 'sameNumber', 2],
      [4, 'sameCard', 2],
    ]);
    expect(names(file)).toEqual(['张三', '张三']);
    expect(problems('张三\n\n李四\n张三')).toEqual([[4, 'sameName', 1]]);
  });

  test('no name, too long, a card that is none', () => {
    const long = '长'.repeat(limits.pupilNameLength + 1);
    expect(problems(`学号,姓名,卡号\n1,,\n2,${long},\n3,张三,101\n4,李四,x\n${'5'.repeat(21)},王五,`)).toEqual([
      [2, 'noName', null],
      [3, 'tooLong', null],
      [4, 'badCard', null],
      [5, 'badCard', null],
      [6, 'badNumber', null],
    ]);
  });

  test('marks that turn or hide text are refused and shown as such', () => {
    for (const mark of ['\u202E', '\u2066', '\u200B', '\u0007', '\u{E0041}', '\u2028']) {
      const found = read(`学号,姓名\n1,张${mark}三\n2,李四`);
      expect(found.problems, JSON.stringify(mark)).toEqual([
        { line: 2, code: 'hidden', value: '1 张\uFFFD三', other: null },
      ]);
      expect(found.entries.map(({ name }) => name)).toEqual(['李四']);
    }
    expect(problems('学号,姓名\n1,"张\n三"\n2,李四')).toEqual([[2, 'hidden', null]]);
  });

  test('a formula is text, with a word of caution', () => {
    const formula = '=HYPERLINK("http://x","y")';
    const found = read(`学号,姓名\n1,"${formula.replaceAll('"', '""')}"\n2,'@SUM(1)\n3,+86\n4,-1`);
    expect(found.entries.map(({ name }) => name)).toEqual([formula, '@SUM(1)', '+86', '-1']);
    expect(found.problems.map(({ line, code }) => [line, code])).toEqual([2, 3, 4, 5].map((line) => [line, 'formula']));
  });

  test('more pupils than a classroom has, and more lines than a file may have', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1},小明`).join('\n');
    const full = read(lines(limits.pupilsPerClassroom + 2));
    expect(full.entries).toHaveLength(limits.pupilsPerClassroom);
    expect(full.problems.map(({ line, code }) => [line, code])).toEqual([
      [101, 'tooManyPupils'],
      [102, 'tooManyPupils'],
    ]);
    expect(read(`学号,姓名\n${lines(limits.rosterFileLines)}`).file).toBeNull();
    expect(read(`学号,姓名\n${lines(limits.rosterFileLines + 1)}`).file).toBe('tooManyLines');
  });
});

test('whatever the bytes are, a report is the answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (file) => {
      const found = readRoster(file, '班');
      expect(found.entries.length + found.problems.length).toBeLessThanOrEqual(2 * found.lines);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const found = read(`姓名,学号\n${text}`);
      for (const { name } of found.entries) expect(name).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
    }),
  );
});
