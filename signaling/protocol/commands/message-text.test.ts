import { expect, test } from 'vitest';
import { messageText, messageTextSchema } from './message-text.ts';

const schema = messageTextSchema(20);

test('text is composed, on one line, and keeps what any script needs', () => {
  expect(messageText('  e\u0301te\u0301 \n\t 你好\u3000老师 ')).toBe('été 你好 老师');
  // A family is four people held together by U+200D.
  expect(messageText('👨‍👩‍👧‍👦')).toBe('👨‍👩‍👧‍👦');
  expect(messageText('བསྒྲུབས')).toBe('བསྒྲུབས'.normalize('NFC'));
});

test('marks that turn the text around them or are unseen are taken out', () => {
  const marks = [
    ...['\u061c', '\u200b', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
    ...[
      '\u2066',
      '\u2067',
      '\u2068',
      '\u2069',
      '\ufeff',
      '\u00ad',
      '\u0000',
      '\u001b',
      '\u0085',
      '\ud800',
      '\u{e0041}',
    ],
  ];
  for (const mark of marks) {
    expect(messageText(`a${mark}b`), JSON.stringify(mark)).toMatch(/^a ?b$/);
  }
  expect(messageText('abc\u202Egpj.exe')).toBe('abcgpj.exe');
});

test('marks that pile up on a letter are cut', () => {
  const piled = messageText(`Z${'\u0335'.repeat(200)}algo`);
  expect(piled.length).toBeLessThan(15);
  expect(piled.endsWith('algo')).toBe(true);
});

test('HTML is text and stays as it is; length is what stays', () => {
  expect(schema.parse('<b>x</b>')).toBe('<b>x</b>');
  expect(schema.parse(`a${'\u200b'.repeat(40)}b`)).toBe('ab');
  expect(schema.safeParse('x'.repeat(21)).success).toBe(false);
  expect(schema.safeParse('\u200b'.repeat(100)).success).toBe(false);
  for (const nothing of ['', '   ', '\u202e\u200b', '\u0301', 5, null, {}]) {
    expect(schema.safeParse(nothing).success, JSON.stringify(nothing)).toBe(false);
  }
});
