import { limits } from '@tongke/signaling/protocol/lesson';

/** Deals rooms out into `count` groups whose sizes differ by one at most, in their order. Groups that stay empty are left out. Pure. */
export function dealRooms<Room>(rooms: readonly Room[], count: number): Room[][] {
  const groups = Array.from({ length: count }, (_, index) => rooms.filter((_room, place) => place % count === index));
  return groups.filter((group) => group.length > 0);
}

/** The same rooms in an order of chance (Fisher–Yates). `random` gives numbers from 0 to below 1. */
export function shuffled<Room>(rooms: readonly Room[], random: () => number = Math.random): Room[] {
  const order = [...rooms];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [order[last], order[other]];
    if (a !== undefined && b !== undefined) [order[last], order[other]] = [b, a];
  }
  return order;
}

/** The fewest and the most groups that so many rooms can be split into, and how many are offered first. Pure. */
export function groupCounts(rooms: number): { fewest: number; most: number; usual: number } {
  const fewest = Math.max(1, Math.ceil(rooms / limits.groupSeats));
  const most = Math.max(fewest, Math.min(limits.groups, Math.ceil(rooms / 2)));
  return { fewest, most, usual: Math.min(most, Math.max(2, fewest, Math.round(rooms / 3))) };
}
