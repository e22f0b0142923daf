import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalFiles, journalPath, readJournalFolder } from './journal-folder.ts';
import { JournalBatch, type JournalRecord, readJournal } from './journal-format.ts';
import { JournalWriter } from './journal-writer.ts';

const tap = { revision: 1, mediaEpoch: 'e', pipes: [], tracks: [] };
const never = (error: unknown) => {
  throw error;
};
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('cut at any byte, a journal gives back every whole batch before the cut and nothing else', () => {
  const batches: Buffer[] = [];
  for (let index = 0; index < 4; index += 1) {
    const batch = new JournalBatch();
    if (index === 0) batch.tap(5, tap);
    batch.datagram(index + 0.25, Buffer.from([index, 1, 2]));
    batch.datagram(index + 0.5, Buffer.alloc(index));
    batches.push(batch.take());
  }
  const whole = Buffer.concat(batches);
  const all = [...readJournal(whole)];
  expect(all).toHaveLength(9);
  expect(all[0]).toEqual({ kind: 'tap', atMs: 5, tap });
  const ends = batches.map((_batch, index) => Buffer.concat(batches.slice(0, index + 1)).length);
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const complete = ends.filter((end) => end <= cut).length;
    const expected = complete === 0 ? 0 : complete * 2 + 1;
    expect([...readJournal(whole.subarray(0, cut))]).toEqual(all.slice(0, expected));
  }
});

test('an altered byte ends a journal at its batch', () => {
  const [first, second] = [new JournalBatch(), new JournalBatch()];
  first.datagram(1, Buffer.of(1));
  second.datagram(2, Buffer.of(2));
  const whole = Buffer.concat([first.take(), second.take()]);
  for (let at = 26; at < whole.length; at += 1) {
    const altered = Buffer.from(whole);
    altered[at] = (altered[at] ?? 0) ^ 0xff;
    expect([...readJournal(altered)]).toHaveLength(1);
  }
});

test('what was written before the end is there at the next start, torn tail or not', async () => {
  const writer = await JournalWriter.open(folder, never);
  writer.tap(1, tap);
  for (let index = 0; index < 100; index += 1) writer.datagram(index, Buffer.alloc(1_000, index));
  await writer.close({ discard: false });
  const [file = 0] = await journalFiles(folder);
  const content = await readFile(journalPath(folder, file));
  await writeFile(journalPath(folder, file), Buffer.concat([content, content.subarray(0, 500)]));
  const next = await JournalWriter.open(folder, never);
  next.datagram(101, Buffer.of(9));
  await next.close({ discard: false });
  const records: JournalRecord[] = [];
  for await (const record of readJournalFolder(folder)) records.push(record);
  expect(records).toHaveLength(102);
  expect(records.at(-1)).toEqual({ kind: 'datagram', atMs: 101, datagram: Buffer.of(9) });
});

test('a journal that is no longer needed leaves nothing', async () => {
  const writer = await JournalWriter.open(folder, never);
  writer.datagram(1, Buffer.of(1));
  await writer.close({ discard: true });
  await writer.close({ discard: true });
  expect(await journalFiles(folder)).toEqual([]);
});
