import { expect, test } from 'vitest';
import { chain, decodeLine, emptyTail, encodeLine, follows, type LogRecord, type Tail } from './record.ts';

const previous: Tail = { ...emptyTail('a'), last: 4, at: 1000 };

function next(changes: Partial<LogRecord> = {}): LogRecord {
  const entries = '["x","y"]';
  return { first: 5, last: 6, at: 1000, hash: chain(previous, 6, entries), entries, ...changes };
}

test('a record follows from the end it was chained to', () => {
  expect(follows(previous, next())).toBe(true);
  expect(follows(previous, next({ at: 5000 }))).toBe(true);
});

test.each<[string, Partial<LogRecord>]>([
  ['its stamp is before the last', { at: 999 }],
  ['it leaves a number out', { first: 6 }],
  ['it ends before it begins', { last: 4, hash: chain(previous, 4, '["x","y"]') }],
  ['it holds other entries', { entries: '["x","z"]' }],
  ['it claims another end', { last: 7 }],
])('it does not when %s', (_, changes) => {
  expect(follows(previous, next(changes))).toBe(false);
});

test.each<[string, Tail]>([
  ['hash', { ...previous, hash: emptyTail('b').hash }],
  ['stamp', { ...previous, at: 998 }],
  ['end', { ...previous, last: 3 }],
])('it does not when the %s before it is another', (_, other) => {
  expect(follows(other, next())).toBe(false);
});

test('a line gives back its record, and is plain JSON', () => {
  const record = next();
  expect(decodeLine(encodeLine(record))).toEqual(record);
  expect(JSON.parse(encodeLine(record))).toEqual({ ...record, entries: ['x', 'y'] });
  expect(decodeLine(encodeLine(record).slice(0, -1))).toBeUndefined();
  expect(decodeLine('{}')).toBeUndefined();
});
