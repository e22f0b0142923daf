import { expect, test } from 'vitest';
import { joinInOrder } from './join-in-order.ts';

test('seats stand in the order of their tokens, whoever comes first', async () => {
  const doors = new Map(['teacher', 'one', 'two'].map((token) => [token, Promise.withResolvers<string>()]));
  const seats: string[] = [];
  const seen: string[][] = [];
  const joined = joinInOrder(seats, {
    tokens: [...doors.keys()],
    atOnce: 3,
    join: (token) => doors.get(token)?.promise ?? Promise.reject(new Error(token)),
    onJoined: () => seen.push([...seats]),
  });
  for (const token of ['two', 'teacher', 'one']) doors.get(token)?.resolve(token);
  await joined;
  expect(seen).toEqual([['two'], ['teacher', 'two'], ['teacher', 'one', 'two']]);
});

test('a seat that is refused lets nobody else begin', async () => {
  const asked: string[] = [];
  const seats: string[] = [];
  const join = async (token: string) => {
    asked.push(token);
    if (token === 'bad') throw new Error('refused');
    return token;
  };
  await expect(joinInOrder(seats, { tokens: ['good', 'bad', 'late'], atOnce: 1, join })).rejects.toThrow('refused');
  expect([asked, seats]).toEqual([['good', 'bad'], ['good']]);
});
