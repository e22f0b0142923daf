import { expect, test, vi } from 'vitest';
import { limits } from '../protocol/lesson.ts';
import type { Command } from './decide/command.ts';
import { lesson, openedLesson, openLessons, openRedis, room, teacher } from './hosted-lessons.test-support.ts';

const say = (text: string): Command<'chat:send'> => ({ name: 'chat:send', input: { to: { kind: 'staff' }, text } });

async function openNodes() {
  const { openLog } = await openRedis();
  const [mine, theirs] = [openLessons(await openLog()), openLessons(await openLog())];
  const first = await openedLesson(mine);
  return [first, await theirs.get(lesson)] as const;
}

test('a classroom that writes through two nodes at once gets no more through than through one', async () => {
  const nodes = await openNodes();
  let answered = 0;
  for (let number = 1; number <= 2 * limits.messagesPerWindow; number += 1) {
    // The same command at both, as a page repeats it when a node is slow.
    const both = await Promise.all(nodes.map((node) => node.execute(room(0), say(`Word ${number}`), number)));
    expect(both[0]?.ok).toBe(both[1]?.ok);
    if (both[0]?.ok) {
      expect(both[1]).toEqual(both[0]);
      answered += 1;
    }
  }
  expect(answered).toBe(limits.messagesPerWindow);
  await vi.waitFor(() => expect(nodes[1].state).toEqual(nodes[0].state));
  const { rooms } = nodes[0].state.chat;
  expect(Object.values(rooms).flat()).toHaveLength(limits.messagesPerWindow);
});

test('applause of all rooms at two nodes is counted a few times; every message and question has its own name', async () => {
  const nodes = await openNodes();
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      nodes[index % 2 === 0 ? 0 : 1].execute(room(index), { name: 'praise:applaud', input: {} }, 1),
    ),
  );
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const node = nodes[index % 2 === 0 ? 0 : 1];
      await node.execute(room(index), say(`Room ${index}`), 2);
      await node.execute(room(index), { name: 'inquiry:ask', input: { text: `Why, ${index}?` } }, 3);
    }),
  );
  await nodes[1].execute(teacher, { name: 'timer:start', input: { lengthMs: 60_000 } }, 1);
  await vi.waitFor(() => expect(nodes[0].state).toEqual(nodes[1].state));
  const { chat, inquiry, praise, timer } = nodes[0].state;
  expect(praise.applause?.count).toBeLessThanOrEqual(limits.applausePerWindow);
  expect(praise.applause?.count).toBeGreaterThan(0);
  const messages = Object.values(chat.rooms).flat();
  expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(8);
  expect(Object.keys(inquiry.inquiries)).toHaveLength(8);
  expect(timer.timer).toMatchObject({ kind: 'countdown', lengthMs: 60_000 });
});
