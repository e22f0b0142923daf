import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import type { LessonEntry, LessonEvent } from '@tongke/signaling/protocol/lesson';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { type ArchiveFolder, openArchiveFolder } from './archive-folder.ts';
import { type ChainTail, chainLine, emptyChain, readChainLine } from './hash-chain.ts';
import { LogCopy } from './log-copy.ts';

let root: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: ArchiveFolder;
beforeEach(async () => {
  root = await temporaryFolder();
  folder = await openArchiveFolder(root.path, 'lesson');
});
afterEach(() => root.remove());

const entry = (sequence: number, event: object): LessonEntry => ({
  sequence,
  at: 1_000 + sequence,
  event: event as LessonEvent,
});
/** Everyone sees the first and the third. */
const entries = [
  entry(1, { type: 'archiveOpened', path: '/archive/水/' }),
  entry(2, { type: 'recorderClaimed', participantId: 'recorder' }),
  entry(3, { type: 'lessonEnded', reason: null }),
];
const open = (frozen = false) => LogCopy.open(folder, { frozen });
const linesOf = async (path: string) => (await readFile(path, 'utf8')).trimEnd().split('\n');

/** Numbers of the lines that are not what was written. */
function wrongLines(lines: readonly Buffer[], empty: ChainTail): number[] {
  let tails: readonly ChainTail[] = [empty];
  return lines.flatMap((line, index) => {
    const read = readChainLine(tails, line);
    tails = read.fits ? [read.tail] : read.tails;
    return read.fits ? [] : [index + 1];
  });
}

test('a changed byte anywhere is found at its line and at no other', () => {
  const empty = emptyChain('events', 'lesson');
  let tail = empty;
  const lines = entries.map((each) => {
    const chained = chainLine(tail, JSON.stringify(each));
    tail = chained.tail;
    return Buffer.from(chained.line);
  });
  expect(wrongLines(lines, empty)).toEqual([]);
  expect(wrongLines(lines, emptyChain('log', 'lesson'))).toEqual([1]);
  const places = fc.nat(lines.length - 1).chain((line) =>
    fc.record({
      line: fc.constant(line),
      at: fc.nat((lines[line]?.length ?? 1) - 1),
      mask: fc.integer({ min: 1, max: 255 }),
    }),
  );
  fc.assert(
    fc.property(places, ({ line, at, mask }) => {
      const changed = lines.map((each) => Buffer.from(each));
      const target = changed[line] ?? Buffer.alloc(0);
      target[at] = (target[at] ?? 0) ^ mask;
      expect(wrongLines(changed, empty)).toEqual([line + 1]);
    }),
    { numRuns: 1_000 },
  );
});

test('what everyone may see can be checked alone, and both chains go on after a restart with a torn last line', async () => {
  const first = await open();
  await first.append(entries.slice(0, 2));
  await first.close();
  await appendFile(folder.events, '{"hash":"torn');
  const second = await open();
  await second.append(entries);
  await second.close();
  expect(second.tails).toMatchObject({ log: { lines: 3 }, events: { lines: 2 } });
  const shown = await linesOf(folder.events);
  expect(wrongLines(shown.map(Buffer.from), emptyChain('events', 'lesson'))).toEqual([]);
  expect(shown.map((line) => JSON.parse(line).sequence)).toEqual([1, 3]);
  expect(shown.at(-1)).toContain(second.tails.events.head);
  const kept = await linesOf(folder.log);
  expect(wrongLines(kept.map(Buffer.from), emptyChain('log', 'lesson'))).toEqual([]);
});

test('a log that was damaged before it was sealed is taken over up to the damage; the damaged file is kept', async () => {
  const first = await open();
  await first.append(entries);
  await first.close();
  const text = await readFile(folder.log, 'utf8');
  await writeFile(folder.log, text.replace('recorderClaimed', 'recorderclaimed'));
  const second = await open();
  expect(second.damagedLine).toBe(2);
  expect(second.record.state.sequence).toBe(1);
  // Signaling says again what is missing.
  await second.append(entries);
  await second.close();
  expect(await readFile(folder.log, 'utf8')).toBe(text);
  expect(await readFile(`${folder.log}.damaged`, 'utf8')).toContain('recorderclaimed');
  expect((await linesOf(folder.events)).map((line) => JSON.parse(line).sequence)).toEqual([1, 3]);
});

test('a public copy that is gone or wrong is made anew from the whole log', async () => {
  const first = await open();
  await first.append(entries);
  await first.close();
  const text = await readFile(folder.events, 'utf8');
  for (const harm of [() => rm(folder.events), () => writeFile(folder.events, '{"sequence":1}\n')]) {
    await harm();
    await (await open()).close();
    expect(await readFile(folder.events, 'utf8')).toBe(text);
  }
});

test('lines of before there were chains are chained', async () => {
  await writeFile(folder.log, entries.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const copy = await open();
  await copy.close();
  expect(copy.record.state.sequence).toBe(3);
  expect(wrongLines((await linesOf(folder.log)).map(Buffer.from), emptyChain('log', 'lesson'))).toEqual([]);
});

test('a sealed log is read and never written', async () => {
  const first = await open();
  await first.append(entries);
  await first.close();
  await appendFile(folder.log, 'more');
  const before = await Promise.all([readFile(folder.log, 'utf8'), readFile(folder.events, 'utf8')]);
  const sealed = await open(true);
  await sealed.append([entry(4, { type: 'archiveSealed', path: '/', durationMs: 1 })]);
  await sealed.close();
  expect(sealed.record.state.recording.sealedAt).not.toBeNull();
  expect(await Promise.all([readFile(folder.log, 'utf8'), readFile(folder.events, 'utf8')])).toEqual(before);
});
