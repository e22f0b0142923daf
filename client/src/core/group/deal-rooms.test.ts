import { limits } from '@tongke/signaling/protocol/lesson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealRooms, groupCounts, shuffled } from './deal-rooms.ts';

test('every room is dealt once, and no group is larger than another by more than one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (rooms, count) => {
      const groups = dealRooms(rooms, count);
      expect(groups.flat().sort()).toEqual([...rooms].sort());
      const sizes = groups.map((group) => group.length);
      expect(groups.length).toBe(Math.min(count, rooms.length));
      if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a shuffle keeps every room, and chance decides the order', () => {
  expect(shuffled([1, 2, 3, 4], () => 0)).toEqual([2, 3, 4, 1]);
  expect(shuffled([1, 2, 3, 4], () => 0.999)).toEqual([1, 2, 3, 4]);
});

test.each([0, 1, 2, 3, 4, 7, 20, 60])('%i rooms fit into the groups that are offered', (rooms) => {
  const { fewest, most, usual } = groupCounts(rooms);
  expect(fewest * limits.groupSeats).toBeGreaterThanOrEqual(rooms);
  expect(usual).toBeGreaterThanOrEqual(fewest);
  expect(usual).toBeLessThanOrEqual(most);
});
