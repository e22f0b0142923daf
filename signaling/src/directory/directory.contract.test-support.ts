import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClassroomId, limits, pupilId, type RosterEntry } from '../../protocol/lesson.ts';
import type { Directory } from './directory.ts';

const room = 'room1' as ClassroomId;
const other = 'room2' as ClassroomId;
const entry = (name: string, number = '', cardNumber: number | null = null): RosterEntry => ({
  name,
  number,
  cardNumber,
});

/** What every directory does, whatever database it stands on. `open` opens the same one again after it was closed. */
export function directoryContract(
  place: () => Promise<{ open: () => Promise<Directory>; remove: () => Promise<void> }>,
) {
  let directory: Directory;
  let opened: Awaited<ReturnType<typeof place>>;
  beforeEach(async () => {
    opened = await place();
    directory = await opened.open();
  });
  afterEach(async () => {
    await directory.close();
    await opened.remove();
  });
  const names = async (of = room) => (await directory.roster(of)).map(({ name }) => name);

  test('keeps rosters in their order, each for its own classroom, over a restart', async () => {
    await directory.replaceRoster(room, [entry('张三', '2', 7), entry('李四', '1')]);
    await directory.replaceRoster(other, [entry('王五', '1')]);
    const before = await directory.roster(room);
    expect(before).toMatchObject([entry('张三', '2', 7), entry('李四', '1')]);
    await directory.close();
    await directory.close();
    directory = await opened.open();
    expect(await directory.roster(room)).toEqual(before);
    expect(await names(other)).toEqual(['王五']);
    expect(await directory.sizes([room, other, 'room3' as ClassroomId])).toEqual(
      new Map([
        [room, 2],
        [other, 1],
      ]),
    );
    expect(await directory.sizes([])).toEqual(new Map());
  });

  test('an id says nothing of who it is', async () => {
    await directory.replaceRoster(room, [entry('Ann', '1'), entry('Bo', '2')]);
    const ids = (await directory.roster(room)).map((pupil) => pupil.pupilId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^p[A-Za-z0-9_-]{12}$/);
  });

  test('a roster that comes again keeps the ids of the same number and name', async () => {
    await directory.replaceRoster(room, [entry('Ann', '1'), entry('Bo', '2'), entry('Cai', '3')]);
    const [ann, bo, cai] = await directory.roster(room);
    const change = await directory.replaceRoster(room, [entry('Dan', '2'), entry('Cai', '3', 9), entry('Ann', '1')]);
    expect(change).toMatchObject({ added: 1, changed: 1, kept: 1, removed: [bo] });
    const [dan, caiAgain, annAgain] = await directory.roster(room);
    expect(annAgain).toEqual(ann);
    expect(caiAgain).toEqual({ ...cai, cardNumber: 9 });
    expect(dan?.pupilId).not.toBe(bo?.pupilId);
  });

  test('a roster that has changed since it was looked at is left as it is', async () => {
    await directory.replaceRoster(room, [entry('Ann', '1')]);
    const refused = directory.replaceRoster(room, [], (present) => present.length === 0);
    await expect(refused).rejects.toMatchObject({ code: 'conflict' });
    expect(await names()).toEqual(['Ann']);
  });

  test('one pupil is added, corrected and erased', async () => {
    const ann = await directory.addPupil(room, entry('Ann', '1', 1));
    await directory.addPupil(room, entry('Bo', '2'));
    const corrected = await directory.changePupil(room, ann.pupilId, entry('Anne', '1', 3));
    expect(corrected.pupilId).toBe(ann.pupilId);
    expect(await names()).toEqual(['Anne', 'Bo']);
    await directory.erasePupil(room, ann.pupilId);
    expect(await names()).toEqual(['Bo']);
    await directory.eraseRoster(room);
    await directory.eraseRoster(room);
    expect(await names()).toEqual([]);
  });

  test('no number, card or name without a number stands twice; no other classroom is touched', async () => {
    const ann = await directory.addPupil(room, entry('Ann', '1', 1));
    const bo = await directory.addPupil(room, entry('Bo'));
    for (const double of [entry('X', '1'), entry('X', '9', 1), entry('Bo')]) {
      await expect(directory.addPupil(room, double)).rejects.toMatchObject({ code: 'conflict' });
    }
    await expect(directory.changePupil(room, bo.pupilId, entry('Bo', '1'))).rejects.toMatchObject({ code: 'conflict' });
    expect(await directory.changePupil(room, ann.pupilId, entry('Ann', '1', 1))).toEqual(ann);
    const missing = { code: 'notFound' };
    await expect(directory.changePupil(other, ann.pupilId, entry('Y'))).rejects.toMatchObject(missing);
    await expect(directory.erasePupil(other, ann.pupilId)).rejects.toMatchObject(missing);
    await expect(directory.erasePupil(room, pupilId('nobody'))).rejects.toMatchObject(missing);
    expect(await names()).toEqual(['Ann', 'Bo']);
  });

  test('a full classroom takes no more, and what comes at once comes one after the other', async () => {
    const all = Array.from({ length: limits.pupilsPerClassroom }, (_, index) => entry('Same', `${index}`));
    const [first, ...rest] = all;
    await directory.replaceRoster(room, rest);
    if (!first) throw new Error('no pupil');
    const both = await Promise.allSettled([directory.addPupil(room, first), directory.addPupil(room, entry('Late'))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await directory.roster(room)).toHaveLength(limits.pupilsPerClassroom);
  });

  test('a name is text, whatever it looks like', async () => {
    const odd = ["'; DROP TABLE pupil; --", '=1+1', '"quoted", name', '𠮷野家'];
    for (const name of odd) await directory.addPupil(room, entry(name));
    expect(await names()).toEqual(odd);
  });
}
