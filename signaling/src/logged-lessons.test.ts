import { describe, expect, test, vi } from 'vitest';
import {
  type ClassroomId,
  type InvitedClassroom,
  LessonError,
  lessonId,
  limits,
  type SchoolId,
} from '../protocol/lesson.ts';
import { actorOf, attach, claim, facts, server } from './decide/cast.test-support.ts';
import type { Command } from './decide/command.ts';
import { drop, who } from './decide/decide.test-support.ts';
import {
  collect,
  count,
  given,
  lesson,
  openedLesson,
  openFiles,
  openLessons,
  openRedis,
  raise,
  room,
  rooms,
  teacher,
} from './hosted-lessons.test-support.ts';
import { LogUnavailable } from './log/log.ts';

const stores = [
  ['files', openFiles],
  ['Redis', openRedis],
] as const;

const manyClassrooms = (many: number, from = 0): InvitedClassroom[] =>
  Array.from({ length: many }, (_, index) => ({
    classroomId: `class-${from + index}` as ClassroomId,
    schoolId: 'school' as SchoolId,
    name: '三年级二班',
    schoolName: '第一中心小学',
  }));

describe.each(stores)('lessons on a log in %s', (_name, openStore) => {
  test('a command with the same number gets the same answer and happens once', async () => {
    const store = await openStore();
    const host = await openedLesson(openLessons(await store.openLog()));
    await host.execute(room(1), raise, 1);
    const first = await host.execute(room(0), raise, 1);
    expect(first).toEqual({ ok: true, value: { position: 2 } });
    await host.execute(room(1), { name: 'hand:lower', input: {} }, 2);
    // Asked anew it would be first by now.
    expect(await host.execute(room(0), raise, 1)).toEqual(first);
    expect(await count(host, 'handRaised')).toBe(2);
    await host.execute(room(0), { name: 'hand:lower', input: {} }, 2);
    const old = await host.execute(room(0), raise, 1);
    expect(old).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const [one, two] = await Promise.all([host.execute(room(2), raise, 7), host.execute(room(2), raise, 7)]);
    expect(one).toEqual(two);
    expect(await count(host, 'handRaised')).toBe(3);
  });

  test('commands that wait together are decided in order and appended together', async () => {
    const store = await openStore();
    const log = await store.openLog();
    const host = await openedLesson(openLessons(log));
    const append = vi.spyOn(log, 'append');
    const read = vi.spyOn(log, 'read');
    const answers = await Promise.all(rooms.map((_, index) => host.execute(room(index), raise, 1)));
    expect(answers.map((answer) => answer.ok && answer.value.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(append.mock.calls.length).toBeLessThanOrEqual(2);
    expect(read, "a node's own appends are not read again").not.toHaveBeenCalled();
  });

  test('one command that cannot be decided, or has too many events, fails alone', async () => {
    const store = await openStore();
    const host = await openedLesson(openLessons(await store.openLog()));
    const unknown = { name: 'no:such', input: {} } as unknown as Command;
    const tooMany: Command = { name: 'lesson:invite', input: { classrooms: manyClassrooms(9_900) } };
    const [before, broken, large, after] = await Promise.all([
      host.execute(room(0), raise, 1),
      host.execute(server, unknown),
      host.execute(server, tooMany),
      host.execute(room(1), raise, 1),
    ]);
    expect(broken).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(large).toMatchObject({ ok: false, error: { code: 'tooLarge' } });
    expect([before, after]).toEqual([
      { ok: true, value: { position: 1 } },
      { ok: true, value: { position: 2 } },
    ]);
  });

  test('a lesson for thousands of classrooms is planned, resumed from memory and from the log, and folded again', async () => {
    const store = await openStore();
    const log = await store.openLog();
    const lessons = openLessons(log);
    const classrooms = manyClassrooms(6_500);
    const host = await lessons.plan({ name: 'lesson:plan', input: { facts, classrooms } });
    expect(Object.keys(host.state.classrooms)).toHaveLength(6_500);
    expect(host.state.sequence).toBe(6_501);
    const read = vi.spyOn(log, 'read');
    const latest = await host.entriesAfter(6_400);
    expect(latest.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 101 }, (_, index) => 6_401 + index));
    expect(await host.entriesAfter(6_501)).toEqual([]);
    expect(read).not.toHaveBeenCalled();
    const all = await host.entriesAfter(0);
    expect(read).toHaveBeenCalled();
    expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 6_501 }, (_, index) => 1 + index));
    expect(all.slice(-101)).toEqual(latest);
    const again = await openLessons(log).get(lesson);
    expect(again.state).toEqual(host.state);
  });

  test('what does not exist is not found and leaves nothing behind', async () => {
    const store = await openStore();
    const log = await store.openLog();
    let following = 0;
    const onAppended = log.onAppended.bind(log);
    vi.spyOn(log, 'onAppended').mockImplementation((name, listener) => {
      const undo = onAppended(name, listener);
      following += 1;
      return () => {
        following -= 1;
        undo();
      };
    });
    const lessons = openLessons(log);
    const loaded = vi.fn();
    lessons.onLoaded(loaded);
    for (const id of ['nothing', 'Has-Capitals', 'under_score', 'x'.repeat(64)].map(lessonId)) {
      const asked = [lessons.get(id), lessons.get(id)];
      for (const answer of await Promise.allSettled(asked)) {
        expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'notFound' } });
      }
    }
    expect([loaded.mock.calls.length, following]).toEqual([0, 0]);
    expect(await log.names()).toEqual([]);
    expect(await lessons.ids()).toEqual([]);
    const host = await openedLesson(lessons);
    expect(loaded.mock.calls).toEqual([[host]]);
    expect(await lessons.get(lesson)).toBe(host);
    expect(await lessons.ids()).toEqual([lesson]);
    const late = vi.fn();
    lessons.onLoaded(late);
    expect(late.mock.calls).toEqual([[host]]);
  });

  test('a lesson is planned once, and a refused plan leaves nothing behind', async () => {
    const store = await openStore();
    const log = await store.openLog();
    const lessons = openLessons(log);
    const plan = (classrooms: InvitedClassroom[]) =>
      lessons.plan({ name: 'lesson:plan', input: { facts, classrooms } });
    await expect(plan(manyClassrooms(10_001))).rejects.toMatchObject({ code: 'tooMany' });
    await expect(plan([...manyClassrooms(1), ...manyClassrooms(1)])).rejects.toMatchObject({ code: 'badRequest' });
    expect(await log.names()).toEqual([]);
    await plan(manyClassrooms(1));
    await expect(plan(manyClassrooms(2))).rejects.toMatchObject({ code: 'conflict' });
    expect(Object.keys((await lessons.get(lesson)).state.classrooms)).toEqual(['class-0']);
  });

  test('a trial that is not to be kept is erased after its end, and no other lesson', async () => {
    const store = await openStore();
    const log = await store.openLog();
    const lessons = openLessons(log, () => Date.now() + limits.rehearsalKeptMs);
    const kept = { ...facts, lessonId: lessonId('kept'), rehearsal: true };
    const trial = { ...facts, lessonId: lessonId('trial'), rehearsal: true, recording: 'none' as const };
    for (const each of [kept, trial]) {
      const host = await lessons.plan({ name: 'lesson:plan', input: { facts: each, classrooms: [] } });
      await host.execute(server, { name: 'lesson:open', input: {} });
      expect(host.state.recording.alarms).toEqual([]);
      await host.execute(server, { name: 'lesson:end', input: {} });
    }
    await vi.waitFor(async () => expect(await log.names('lesson-')).toEqual(['lesson-kept']));
    await expect(lessons.get(trial.lessonId)).rejects.toMatchObject({ code: 'notFound' });
    expect((await lessons.get(kept.lessonId)).state.phase.name).toBe('ended');
  });

  test('who is away for too long, or whose link was revoked, leaves by itself', async () => {
    const store = await openStore();
    // A clock that stands a minute ahead of the log's: what begins now is due in a moment.
    const host = await openedLesson(openLessons(await store.openLog(), () => Date.now() + 59_800));
    const [first, second] = rooms;
    if (!first || !second) throw new Error('no rooms');
    await host.execute(teacher, { name: 'stage:call', input: { participantId: first.participantId } }, 1);
    const connectionId = `1.${first.participantId}`;
    await given(host, { name: 'seat:detach', input: { participantId: first.participantId, connectionId } });
    expect(host.state.stage).toHaveLength(1);
    await vi.waitFor(() => expect(host.state.participants[first.participantId]?.connection.state).toBe('gone'));
    expect(host.state.stage).toEqual([]);
    await given(host, { name: 'link:revoke', input: { link: second.link } });
    await vi.waitFor(() => expect(host.state.participants[second.participantId]?.connection.state).toBe('gone'));
    expect(await count(host, 'participantLeft')).toBe(2);
    await given(host, claim(first, 'device-b'));
    await given(host, attach(first));
    expect(host.state.participants[first.participantId]?.connection.state).toBe('here');
  });

  test('nobody recording is alarmed although a seat is away, and cleared when the recorder is back', async () => {
    const store = await openStore();
    let aheadMs = 0;
    const host = await openedLesson(openLessons(await store.openLog(), () => Date.now() + aheadMs));
    const recorder = who('recorder');
    const give = (command: Command) => host.execute(server, command);
    const claimed = { name: 'recorder:claim', input: {} } as const;
    await give(claim(recorder));
    await give(attach(recorder));
    await host.execute(actorOf(recorder), claimed);
    await give(drop('c-room0'));
    aheadMs = limits.recorderAwayMs;
    await give(drop('recorder'));
    await vi.waitFor(() => expect(host.state.recording.alarms).toMatchObject([{ code: 'noRecorder' }]));
    await give(attach(recorder, '2.r'));
    await vi.waitFor(() => expect(host.state.recording.alarms).toEqual([]));
  });

  test('an append that landed but was not answered is not repeated', async () => {
    const store = await openStore();
    const log = await store.openLog();
    const host = await openedLesson(openLessons(log));
    const entries = collect(host);
    const append = log.append.bind(log);
    vi.spyOn(log, 'append').mockImplementationOnce(async (name, expected, batch) => {
      await append(name, expected, batch);
      throw new LogUnavailable('the line broke before the answer');
    });
    const lost = await host.execute(room(0), raise, 1);
    expect(lost).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(await host.execute(room(0), raise, 1)).toEqual({ ok: true, value: { position: 1 } });
    expect(entries.map(({ event }) => event.type)).toEqual(['handRaised']);
    expect(await count(host, 'handRaised')).toBe(1);
  });

  test('a listener that fails disturbs nobody, and one that is undone hears no more', async () => {
    const store = await openStore();
    const host = await openedLesson(openLessons(await store.openLog()));
    host.onEntries(() => {
      throw new Error('a broken listener');
    });
    const entries = collect(host);
    const undone = vi.fn();
    const undo = host.onEntries(undone);
    host.onEntries(undone);
    undo();
    expect(await host.execute(room(0), raise, 1)).toMatchObject({ ok: true });
    expect(entries).toHaveLength(1);
    expect(undone).toHaveBeenCalledTimes(1);
  });

  test('closing answers everything that waits, and then takes nothing more', async () => {
    const store = await openStore();
    const log = await store.openLog();
    const lessons = openLessons(log);
    const host = await openedLesson(lessons);
    const waiting = Array.from({ length: 600 }, (_, index) => host.execute(room(index % 8), raise, 1 + (index >> 3)));
    await Promise.all([lessons.close(), lessons.close()]);
    for (const answer of await Promise.all(waiting)) expect(answer.ok || answer.error.code).toBe(true);
    expect(await host.execute(room(0), raise, 999)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    await expect(lessons.get(lesson)).rejects.toBeInstanceOf(LessonError);
    expect(await count(await openLessons(log).get(lesson), 'handRaised')).toBe(8);
  });
});
