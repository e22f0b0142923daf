import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DeckId, gatherMs, limits, type StrokeId, type VolatileMessage } from '../../protocol/lesson.ts';
import { startTestRedisServer } from '../log/redis-server.test-support.ts';
import { VolatileHub } from './volatile-hub.ts';
import { RedisRelay } from './volatile-relay.ts';

const on = { deckId: 'deck-1' as DeckId, page: 0 };
const point = (from: string, x: number): VolatileMessage => ({
  name: 'ink:point',
  from,
  input: { ...on, at: { x, y: 0 } },
});
const preview = (first: number): VolatileMessage => ({
  name: 'ink:preview',
  from: 'a',
  input: { ...on, id: 's0000001' as StrokeId, first, ink: 'EAAA' },
});
const xOf = (message: VolatileMessage) => (message.name === 'ink:point' ? message.input.at?.x : undefined);

test('gathers longer the more seats there are', () => {
  expect([1, 100, 550, 1_000, 9_000].map(gatherMs)).toEqual([40, 40, 120, 200, 200]);
});

describe('a hub', () => {
  let told: VolatileMessage[][];
  let now: number;
  let hub: VolatileHub;
  const pass = (ms: number) => {
    now += ms;
    vi.advanceTimersByTime(ms);
  };
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    now = 1_000;
    hub = new VolatileHub({ tell: (_lesson, messages) => told.push(messages), seats: () => 3, now: () => now });
    hub.follow('l');
  });
  afterEach(() => {
    hub.close();
    vi.useRealTimers();
  });

  test('tells the first at once and the rest together, of a pointer only where it is', () => {
    hub.say('l', point('a', 1));
    pass(0);
    for (let x = 2; x < 9; x += 1) hub.say('l', point('a', x));
    hub.say('l', point('b', 50));
    hub.say('l', preview(0));
    hub.say('l', preview(4));
    pass(39);
    expect(told.map((messages) => messages.map(xOf))).toEqual([[1]]);
    pass(1);
    expect(told[1]?.map(xOf)).toEqual([8, 50, undefined, undefined]);
    pass(1_000);
    expect(told).toHaveLength(2);
  });

  test('keeps the latest when too much is said, and none when the node is late', () => {
    for (let first = 0; first < limits.volatileGathered + 5; first += 1) hub.say('l', preview(first));
    pass(0);
    expect(told[0]).toHaveLength(limits.volatileGathered);
    expect(told[0]?.[0]).toEqual(preview(5));
    hub.say('l', preview(0));
    now += limits.volatileLateMs + 1;
    pass(40);
    expect(told).toHaveLength(1);
    hub.say('l', preview(1));
    pass(40);
    expect(told).toHaveLength(2);
  });

  test('forgets a lesson that nobody sits in', () => {
    hub.say('l', preview(0));
    hub.unfollow('l');
    hub.say('l', preview(1));
    pass(1_000);
    expect(told).toEqual([]);
  });
});

test('nodes tell each other by Redis, go on without it, and find each other again', async () => {
  const redis = await startTestRedisServer();
  const logger = pino({ level: 'silent' });
  const nodes = ['one', 'two'].map(() => {
    const told: VolatileMessage[] = [];
    const relay = new RedisRelay(redis.url, logger);
    const hub = new VolatileHub({ tell: (_lesson, messages) => told.push(...messages), seats: () => 1, relay });
    hub.follow('l');
    return { told, relay, hub };
  });
  const [one, two] = nodes;
  if (!one || !two) throw new Error('no nodes');
  try {
    let x = 0;
    const reaches = () =>
      vi.waitFor(
        () => {
          x += 1;
          one.hub.say('l', point('a', x));
          one.hub.say('other', point('a', -1));
          expect(two.told.length).toBeGreaterThan(0);
        },
        { timeout: 15_000, interval: 50 },
      );
    await reaches();
    expect(two.told.every((message) => message.from === 'a' && (xOf(message) ?? 0) > 0)).toBe(true);
    // One's own is told here once, not a second time by way of Redis.
    expect(new Set(one.told.map(xOf)).size).toBe(one.told.length);
    await redis.kill();
    one.hub.say('l', point('a', 100_000));
    await vi.waitFor(() => expect(one.told.map(xOf)).toContain(100_000));
    two.told.length = 0;
    await redis.start();
    await reaches();
  } finally {
    for (const { hub, relay } of nodes) {
      hub.close();
      relay.close();
    }
    await redis.close();
  }
}, 60_000);
