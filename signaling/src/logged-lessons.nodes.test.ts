import { expect, test, vi } from 'vitest';
import { actorOf, cast, server } from './decide/cast.test-support.ts';
import { who } from './decide/decide.test-support.ts';
import {
  collect,
  count,
  lesson,
  openedLesson,
  openLessons,
  openRedis,
  raise,
  room,
  rooms,
  stored,
  teacher,
} from './hosted-lessons.test-support.ts';
import { LogUnavailable } from './log/log.ts';
import { plan } from './plan.ts';

/** Two signaling nodes on one Redis, with the same lesson open. */
async function openNodes() {
  const { redis, openLog } = await openRedis();
  const [logs, lessons] = [[await openLog(), await openLog()] as const, [] as ReturnType<typeof openLessons>[]];
  lessons.push(...logs.map((log) => openLessons(log)));
  const [first, second] = lessons;
  if (!first || !second) throw new Error('no nodes');
  const mine = await openedLesson(first);
  const theirs = await second.get(lesson);
  return { redis, openLog, logs, mine, theirs, first };
}

test('the same command at two nodes at once happens once, and both answer the same', async () => {
  const { mine, theirs } = await openNodes();
  for (let number = 1; number <= 20; number += 1) {
    const command = number % 2 === 1 ? raise : ({ name: 'hand:lower', input: {} } as const);
    const [one, two] = await Promise.all([
      mine.execute(room(0), command, number),
      theirs.execute(room(0), command, number),
    ]);
    expect(one.ok).toBe(true);
    expect(two).toEqual(one);
  }
  expect([await count(mine, 'handRaised'), await count(mine, 'handLowered')]).toEqual([10, 10]);
});

test('nodes that write against each other lose nothing, and each tells everything once and in order', async () => {
  const { logs, mine, theirs } = await openNodes();
  await vi.waitFor(() => expect(theirs.state.sequence).toBe(mine.state.sequence));
  const [here, there] = [collect(mine), collect(theirs)];
  const before = mine.state.sequence;
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, step) =>
      rooms.map((_, index) => {
        const command = step % 2 === 0 ? raise : ({ name: 'hand:lower', input: {} } as const);
        return (index % 2 === 0 ? mine : theirs).execute(room(index), command, step + 1);
      }),
    ).flat(),
  );
  expect(answers.every((answer) => answer.ok)).toBe(true);
  await vi.waitFor(() => expect(theirs.state.sequence).toBe(mine.state.sequence));
  expect(mine.state.sequence).toBe(before + 200);
  expect(theirs.state).toEqual(mine.state);
  const expected = Array.from({ length: 200 }, (_, index) => before + 1 + index);
  expect(here.map(({ sequence }) => sequence)).toEqual(expected);
  expect(there).toEqual(here);
  expect(await stored(logs[0])).toHaveLength(mine.state.sequence);
});

test('a time box set at one node ends the turn once, whichever node is left to keep the time', async () => {
  const { mine, theirs, first } = await openNodes();
  const called = await mine.execute(teacher, { name: 'stage:callNext', input: { from: 'round', seconds: 10 } }, 1);
  expect(called).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(theirs.state.stage).toHaveLength(1));
  await Promise.all([mine, theirs].map((host) => host.execute(server, { name: 'tick', input: {} })));
  expect(theirs.state.stage).toHaveLength(1);
  await first.close();
  await vi.waitFor(() => expect(theirs.state.stage).toEqual([]), { timeout: 13_000 });
  expect(await count(theirs, 'stageLeft')).toBe(1);
});

test('two nodes that draw a lot at once call two rooms, and never one twice', async () => {
  const { mine, theirs } = await openNodes();
  const draw = { name: 'stage:callNext', input: { from: 'random' } } as const;
  const answers = await Promise.all([
    mine.execute(teacher, draw, 1),
    theirs.execute(actorOf(who('assistant')), draw, 1),
  ]);
  expect(answers.every((answer) => answer.ok)).toBe(true);
  await vi.waitFor(() => expect(theirs.state.stage).toHaveLength(2));
  expect(new Set(theirs.state.stage.map((entry) => entry.participantId)).size).toBe(2);
});

test('a node that opens a lesson while another writes folds each entry once', async () => {
  const { openLog, mine } = await openNodes();
  const late = openLessons(await openLog());
  const writing = Array.from({ length: 40 }, (_, step) =>
    mine.execute(room(0), step % 2 === 0 ? raise : { name: 'hand:lower', input: {} }, step + 1),
  );
  const host = await late.get(lesson);
  await Promise.all(writing);
  await vi.waitFor(() => expect(host.state.sequence).toBe(mine.state.sequence));
  expect(host.state).toEqual(mine.state);
});

test('a repeat at a node that has not heard of the first gets its answer, and refusals rest on the whole log', async () => {
  const { logs, mine, theirs } = await openNodes();
  await vi.waitFor(() => expect(theirs.state.sequence).toBe(mine.state.sequence));
  // Nothing is heard at the second node from now on; it can still ask.
  const stale = await openLessons({ ...bound(logs[1]), onAppended: () => () => {} }).get(lesson);
  expect(await mine.execute(room(0), raise, 1)).toEqual({ ok: true, value: { position: 1 } });
  await mine.execute(server, { name: 'lesson:end', input: {} });
  expect(stale.state.phase.name).toBe('open');
  expect(await stale.execute(room(0), raise, 1)).toMatchObject({ ok: true, value: { position: 1 } });
  expect(await stale.execute(room(1), raise, 1)).toMatchObject({ ok: false, error: { code: 'lessonEnded' } });
});

test('while the log is away commands are answered, the media plan stands, and repeats succeed once it is back', async () => {
  const { redis, openLog, mine, theirs } = await openNodes();
  await vi.waitFor(() => expect(theirs.state.sequence).toBe(mine.state.sequence));
  const third = openLessons(await openLog());
  const planned = plan(mine.state);
  const { sequence } = mine.state;
  await redis.kill();
  const away = { ok: false, error: { code: 'unavailable' } };
  const commands = cast.map((seat) => mine.execute(actorOf(seat), { name: 'seat:leave', input: {} }, 1));
  for (const answer of await Promise.all(commands)) expect(answer).toMatchObject(away);
  expect(await theirs.execute(room(0), raise, 1)).toMatchObject(away);
  await expect(third.get(lesson)).rejects.toMatchObject({ code: 'unavailable' });
  expect([mine.state.sequence, plan(mine.state)]).toEqual([sequence, planned]);
  expect((await mine.entriesAfter(0)).at(-1)?.sequence).toBe(sequence);
  await redis.start();
  const raised = await vi.waitFor(
    async () => {
      const answer = await theirs.execute(room(0), raise, 1);
      expect(answer.ok).toBe(true);
      return answer;
    },
    { timeout: 10_000 },
  );
  expect(await theirs.execute(room(0), raise, 1)).toEqual(raised);
  // The first node hears of it by itself, and knows the repeat.
  await vi.waitFor(() => expect(mine.state.hands).toHaveLength(1), { timeout: 10_000 });
  expect(await mine.execute(room(0), raise, 1)).toEqual(raised);
  expect(await count(mine, 'handRaised')).toBe(1);
  expect((await third.get(lesson)).state).toEqual(mine.state);
});

test('a node that could not read what it heard of reads on by itself', async () => {
  const { logs, mine, theirs } = await openNodes();
  await vi.waitFor(() => expect(theirs.state.sequence).toBe(mine.state.sequence));
  const read = vi.spyOn(logs[1], 'read').mockRejectedValueOnce(new LogUnavailable('just then'));
  await mine.execute(room(0), raise, 1);
  await vi.waitFor(() => expect(theirs.state.hands).toHaveLength(1), { timeout: 5_000 });
  expect(read.mock.calls.length).toBeGreaterThanOrEqual(2);
});

/** A log's methods as an object that can be spread. */
function bound(log: import('./log/log.ts').Log) {
  return {
    append: log.append.bind(log),
    read: log.read.bind(log),
    last: log.last.bind(log),
    names: log.names.bind(log),
    remove: log.remove.bind(log),
    close: log.close.bind(log),
  };
}
