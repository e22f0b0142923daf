/**
 * How long to wait before the next of many tries, in milliseconds: doubles from `firstMs` to `mostMs`, and half of it is
 * random, so that a county's classrooms do not come back in one moment. `attempt` counts from 0.
 */
export function backoffMs(attempt: number, firstMs: number, mostMs: number, random = Math.random): number {
  const fullMs = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20));
  return fullMs / 2 + (fullMs / 2) * random();
}
