import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Log, LogUnavailable, MAX_APPEND_BYTES } from './log.ts';

/** How the contract suite gets at one implementation. */
export interface LogUnderTest {
  /** Opens the same store again. Where only one process may write, the caller closes the last one first. */
  open(): Promise<Log>;
  /** Whether several may be open at once, as on several nodes. */
  readonly shared: boolean;
  close(): Promise<void>;
}

/** What every {@link Log} promises, run against a real store. */
export function describeLogContract(title: string, prepare: () => Promise<LogUnderTest>): void {
  describe(title, () => {
    let store: LogUnderTest;
    let log: Log;
    const newName = () => `l-${randomUUID()}`;

    beforeAll(async () => {
      store = await prepare();
      log = await store.open();
    });
    afterAll(async () => {
      await log.close();
      await store.close();
    });

    test('numbers entries from 1, without gaps, and stamps a batch once', async () => {
      const name = newName();
      const before = Date.now();
      const first = await log.append(name, 0, ['a']);
      const second = await log.append(name, 1, [{ b: 1 }, ['c'], null]);
      expect([first.ok, first.last, second.ok, second.last]).toEqual([true, 1, true, 4]);
      const read = await log.read(name, 0);
      expect(read.map(({ sequence, entry }) => [sequence, entry])).toEqual([
        [1, 'a'],
        [2, { b: 1 }],
        [3, ['c']],
        [4, null],
      ]);
      expect(new Set(read.slice(1).map(({ at }) => at)).size).toBe(1);
      expect(read[0]?.at).toBeGreaterThanOrEqual(before);
      expect(second).toMatchObject({ at: read[3]?.at });
      expect(await log.last(name)).toBe(4);
    });

    test('an empty log ends at 0 and reads as nothing', async () => {
      const name = newName();
      expect(await log.last(name)).toBe(0);
      expect(await log.read(name, 0)).toEqual([]);
      expect(await log.read(name, 7)).toEqual([]);
      expect(await log.names()).not.toContain(name);
    });

    test.each([0, 1, 3, 99, -1, 1.5])('refuses an append that expects %d where 2 is the last', async (expected) => {
      const name = newName();
      await log.append(name, 0, ['a', 'b']);
      expect(await log.append(name, expected, ['x'])).toEqual({ ok: false, reason: 'conflict', last: 2 });
      expect(await log.read(name, 0)).toHaveLength(2);
    });

    test('a stale writer in mid-pipeline: what follows a refused append is refused too', async () => {
      const name = newName();
      await log.append(name, 0, ['theirs']);
      const [one, two, three] = await Promise.all([
        log.append(name, 0, ['mine 1']),
        log.append(name, 1, ['good']),
        log.append(name, 1, ['mine 2']),
      ]);
      expect([one?.ok, two?.ok, three?.ok]).toEqual([false, true, false]);
      const later = await Promise.all([log.append(name, 7, ['a']), log.append(name, 8, ['b'])]);
      expect(later).toEqual([
        { ok: false, reason: 'conflict', last: 2 },
        { ok: false, reason: 'conflict', last: 2 },
      ]);
      expect((await log.read(name, 0)).map(({ entry }) => entry)).toEqual(['theirs', 'good']);
    });

    test('appends sent ahead of their answers land in order', async () => {
      const name = newName();
      const results = await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(name, index, [index])));
      expect(results.every(({ ok }) => ok)).toBe(true);
      expect((await log.read(name, 0)).map(({ entry }) => entry)).toEqual(results.map((_, index) => index));
    });

    test('racing writers: every append lands exactly once, whole, in one order', async () => {
      const name = newName();
      const others = store.shared ? [await store.open(), await store.open()] : [log, log];
      const write = async (writer: Log, id: number) => {
        for (let count = 0, last = 0; count < 25; ) {
          const batch = [0, 1, 2].map((part) => ({ id, count, part }));
          const result = await writer.append(name, last, batch);
          last = result.last;
          if (result.ok) count++;
        }
      };
      await Promise.all([log, ...others].map((writer, id) => write(writer, id)));
      const all = await log.read<{ id: number; count: number; part: number }>(name, 0);
      expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 225 }, (_, index) => index + 1));
      for (let index = 0; index < all.length; index += 3) {
        const parts = all.slice(index, index + 3).map(({ entry }) => entry);
        expect(parts).toEqual([0, 1, 2].map((part) => ({ ...parts[0], part })));
      }
      for (const id of [0, 1, 2]) {
        const counts = all.filter(({ entry }) => entry.id === id && entry.part === 0).map(({ entry }) => entry.count);
        expect(counts).toEqual(Array.from({ length: 25 }, (_, index) => index));
      }
      expect(all.every(({ at }, index) => at >= (all[index - 1]?.at ?? 0))).toBe(true);
      if (store.shared) await Promise.all(others.map((other) => other.close()));
    });

    test('reads in pages, from the middle of a batch too', async () => {
      const name = newName();
      let last = 0;
      for (const size of [1, 5, 300, 2, 1, 1]) {
        last = (
          await log.append(
            name,
            last,
            Array.from({ length: size }, (_, index) => `${last + index + 1}`),
          )
        ).last;
      }
      expect(last).toBe(310);
      for (const limit of [1, 3, 100, 1000]) {
        const pages: string[] = [];
        for (;;) {
          const page = await log.read<string>(name, pages.length, limit);
          expect(page.length).toBeLessThanOrEqual(limit);
          if (page.length === 0) break;
          pages.push(...page.map(({ entry }) => entry));
        }
        expect(pages).toEqual(Array.from({ length: 310 }, (_, index) => `${index + 1}`));
        if (limit === 1) expect((await log.read(name, 4, 1))[0]?.sequence).toBe(5);
      }
      expect(await log.read(name, 0, 0)).toEqual([]);
      const many = newName();
      for (let index = 0; index < 300; index++) await log.append(many, index, [index]);
      expect(await log.read(many, 0)).toHaveLength(300);
      expect(await log.read(many, 10, 200)).toHaveLength(200);
    });

    test('what was appended is there after closing and opening, and goes on', async () => {
      const name = newName();
      await log.append(name, 0, ['一', '二\n', 'three\u2028']);
      const stamps = await log.read(name, 0);
      await log.close();
      await expect(log.append(name, 3, ['x'])).rejects.toBeInstanceOf(LogUnavailable);
      await expect(log.read(name, 0)).rejects.toBeInstanceOf(LogUnavailable);
      await log.close();
      log = await store.open();
      expect(await log.read(name, 0)).toEqual(stamps);
      expect(await log.append(name, 3, ['four'])).toMatchObject({ ok: true, last: 4 });
    });

    test('erases a log, and only that one; its name may be used anew', async () => {
      const [name, other] = [newName(), newName()];
      await log.append(name, 0, ['a', 'b']);
      await log.append(other, 0, ['kept']);
      await log.remove(name);
      await log.remove(name);
      expect(await log.names()).not.toContain(name);
      expect(await log.last(name)).toBe(0);
      expect(await log.read(name, 0)).toEqual([]);
      expect(await log.append(name, 0, ['anew'])).toMatchObject({ ok: true, last: 1 });
      expect((await log.read(name, 0)).map(({ entry }) => entry)).toEqual(['anew']);
      expect(await log.last(other)).toBe(1);
    });

    test('lists the names of logs by prefix, sorted', async () => {
      const prefix = newName().slice(0, 20);
      await log.append(`${prefix}-b`, 0, [1]);
      await log.append(`${prefix}-a`, 0, [1]);
      expect(await log.names(prefix)).toEqual([`${prefix}-a`, `${prefix}-b`]);
      expect(await log.names()).toEqual(expect.arrayContaining([`${prefix}-a`, `${prefix}-b`]));
      expect(await log.names('*')).toEqual([]);
    });

    test.each(['', '.', '..', '../x', 'a/b', 'A', 'a b', 'a\0', 'a\n', 'é', 'x'.repeat(65), 'a.jsonl', '*'])(
      'refuses the name %j',
      async (name) => {
        await expect(log.append(name, 0, [1])).rejects.toBeInstanceOf(RangeError);
        await expect(log.read(name, 0)).rejects.toBeInstanceOf(RangeError);
        await expect(log.last(name)).rejects.toBeInstanceOf(RangeError);
        expect(() => log.onAppended(name, () => undefined)).toThrow(RangeError);
      },
    );

    test('refuses what it could not keep, and keeps what is just small enough', async () => {
      const name = newName();
      await expect(log.append(name, 0, [])).rejects.toBeInstanceOf(RangeError);
      await expect(log.append(name, 0, [1, undefined])).rejects.toBeInstanceOf(RangeError);
      await expect(log.append(name, 0, [() => 1])).rejects.toBeInstanceOf(RangeError);
      const room = MAX_APPEND_BYTES - '[""]'.length;
      await expect(log.append(name, 0, ['x'.repeat(room + 1)])).rejects.toBeInstanceOf(RangeError);
      await expect(log.append(name, 0, ['课'.repeat(room / 2)])).rejects.toBeInstanceOf(RangeError);
      expect(await log.last(name)).toBe(0);
      expect(await log.append(name, 0, ['x'.repeat(room)])).toMatchObject({ ok: true, last: 1 });
      expect((await log.read<string>(name, 0))[0]?.entry).toHaveLength(room);
    });

    test('tells listeners of growth until they leave, and survives one that throws', async () => {
      const name = newName();
      const heard: number[] = [];
      const other: number[] = [];
      const stopThrowing = log.onAppended(name, () => {
        throw new Error('mine');
      });
      const stop = log.onAppended(name, (last) => heard.push(last));
      const stopOther = log.onAppended(newName(), (last) => other.push(last));
      await log.append(name, 0, ['a', 'b']);
      await log.append(name, 0, ['refused']);
      await log.append(name, 2, ['c']);
      expect(heard).toEqual([2, 3]);
      expect(other).toEqual([]);
      stop();
      stop();
      await log.append(name, 3, ['d']);
      expect(heard).toEqual([2, 3]);
      stopThrowing();
      stopOther();
    });
  });
}
