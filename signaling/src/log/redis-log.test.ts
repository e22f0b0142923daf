import { once } from 'node:events';
import { Redis } from 'ioredis';
import pino from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { type AppendResult, type Log, type LogAlarm, LogCorrupted, LogShrunk, LogUnavailable } from './log.ts';
import { chain, emptyTail } from './record.ts';
import { openRedisLog, type RedisLogOptions } from './redis-log.ts';
import { startTestRedisServer, type TestRedisServer } from './redis-server.test-support.ts';
import { appendToStream, streamKey } from './redis-stream.ts';

const logger = pino({ level: 'silent' });
const undo: (() => Promise<unknown>)[] = [];

async function startServer(settings: string[] = []): Promise<TestRedisServer> {
  const server = await startTestRedisServer(settings);
  undo.push(() => server.close());
  return server;
}

async function openNode(server: TestRedisServer, options: Partial<RedisLogOptions> = {}): Promise<Log> {
  const log = await openRedisLog({ url: server.url, logger, ...options });
  undo.push(() => log.close());
  return log;
}

async function openClient(server: TestRedisServer): Promise<Redis> {
  const client = new Redis(server.url);
  undo.push(async () => client.disconnect());
  await once(client, 'ready');
  return client;
}

/** Calls until it works, as a client repeats its command. */
function repeat<T>(call: () => Promise<T>): Promise<T> {
  return vi.waitFor(call, { timeout: 10_000, interval: 20 });
}

afterEach(async () => {
  for (const close of undo.splice(0).reverse()) await close();
});

test('a node hears what another appends, and what was there before it listened', async () => {
  const server = await startServer();
  const [mine, theirs] = [await openNode(server), await openNode(server)];
  await theirs.append('a', 0, [1]);
  const heard: number[] = [];
  mine.onAppended('a', (last) => heard.push(last));
  await vi.waitFor(() => expect(heard).toEqual([1]));
  await theirs.append('a', 1, [2, 3]);
  await vi.waitFor(() => expect(heard).toEqual([1, 3]));
  await mine.append('a', 3, [4]);
  expect(heard).toEqual([1, 3, 4]);
});

test('one script call in a real pipeline: after a refused one the next is refused too', async () => {
  const server = await startServer();
  const client = await openClient(server);
  const log = await openNode(server);
  const tail = emptyTail('a');
  const first = await appendToStream(client, 'a', tail, 1, '["theirs"]');
  const mine = { last: 1, at: tail.at, hash: chain(tail, 1, '["mine"]') };
  const [one, two] = await Promise.all([
    appendToStream(client, 'a', tail, 1, '["mine"]'),
    appendToStream(client, 'a', mine, 2, '["mine too"]'),
  ]);
  expect([one, two]).toEqual([undefined, undefined]);
  expect(await appendToStream(client, 'a', { last: 1, at: 0, hash: 'x'.repeat(43) }, 2, '["forged"]')).toBeUndefined();
  expect(await log.read('a', 0)).toEqual([{ sequence: 1, at: first?.at, entry: 'theirs' }]);
});

test("time is Redis's own and never goes back", async () => {
  const server = await startServer();
  const client = await openClient(server);
  const entries = '["from a clock that ran ahead"]';
  const at = Date.now() + 3_600_000;
  const fields = ['at', at, 'hash', chain(emptyTail('a'), 1, entries), 'first', 1, 'entries', entries];
  await client.xadd(streamKey('a'), '1-0', ...fields);
  const log = await openNode(server);
  expect(await log.append('a', 1, ['next'])).toEqual({ ok: true, at, last: 2 });
  vi.spyOn(Date, 'now').mockReturnValue(17);
  undo.push(async () => vi.restoreAllMocks());
  const result = await log.append('b', 0, ['x']);
  expect(result).toMatchObject({ ok: true });
  expect((await log.read('b', 0))[0]?.at).toBeGreaterThan(1_600_000_000_000);
});

test('a record that does not follow from the one before it is an error', async () => {
  const server = await startServer();
  const client = await openClient(server);
  const log = await openNode(server);
  await log.append('a', 0, ['one']);
  await log.append('a', 1, ['two']);
  await client.xadd(
    streamKey('a'),
    '3-0',
    'at',
    Date.now(),
    'hash',
    'x'.repeat(43),
    'first',
    3,
    'entries',
    '["forged"]',
  );
  await client.xadd(streamKey('b'), '1-0', 'name', 'value');
  await expect(log.read('a', 0)).rejects.toThrow(LogCorrupted);
  await expect(log.read('b', 0)).rejects.toThrow(LogCorrupted);
  await expect(log.append('b', 1, ['x'])).rejects.toThrow(LogCorrupted);
});

test.each(['append', 'last', 'read', 'another node begins anew'] as const)(
  'an emptied Redis is noticed by %s: appends stop, one alarm',
  async (noticedBy) => {
    const server = await startServer();
    const alarms: LogAlarm[] = [];
    const log = await openNode(server, { onAlarm: (alarm) => alarms.push(alarm) });
    await log.append('a', 0, ['one', 'two']);
    await log.append('a', 2, ['three']);
    const heard: number[] = [];
    log.onAppended('a', (last) => heard.push(last));
    await vi.waitFor(() => expect(heard).toEqual([3]));
    const client = await openClient(server);
    await log.append('a', 3, ['four']);
    await client.flushall();
    if (noticedBy === 'append') await expect(log.append('a', 4, ['x'])).rejects.toBeInstanceOf(LogShrunk);
    if (noticedBy === 'last') expect(await log.last('a')).toBe(0);
    if (noticedBy === 'read') await expect(log.read('a', 4)).rejects.toBeInstanceOf(LogShrunk);
    if (noticedBy === 'another node begins anew') await (await openNode(server)).append('a', 0, ['other']);
    const found = noticedBy === 'another node begins anew' ? 1 : 0;
    await vi.waitFor(() => expect(alarms).toEqual([{ kind: 'shrunk', name: 'a', seen: 4, found }]));
    for (const expected of [0, found, 4]) {
      const failure = await log.append('a', expected, ['x']).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'LogShrunk', log: 'a', seen: 4, found });
    }
    expect(await log.read('a', 0)).toHaveLength(found);
    expect(await log.append('b', 0, ['others go on'])).toMatchObject({ ok: true });
    expect(alarms).toHaveLength(1);
  },
);

test('another history of the same length is noticed, and the right one is welcome back', async () => {
  const server = await startServer();
  const client = await openClient(server);
  const alarms: LogAlarm[] = [];
  const log = await openNode(server, { onAlarm: (alarm) => alarms.push(alarm) });
  await log.append('a', 0, ['mine']);
  await client.rename(streamKey('a'), 'aside');
  await (await openNode(server)).append('a', 0, ['other']);
  const failure = await log.append('a', 1, ['x']).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LogShrunk);
  expect(String(failure)).toContain('another history');
  await client.rename('aside', streamKey('a'));
  expect(await log.append('a', 1, ['mine 2'])).toMatchObject({ ok: true, last: 2 });
  expect(alarms).toEqual([{ kind: 'shrunk', name: 'a', seen: 1, found: 1 }]);
});

test('Redis killed and started again in mid-work: nothing that was answered is lost, nothing lands twice', async () => {
  const server = await startServer();
  const logs = [await openNode(server), await openNode(server)];
  const answered: { last: number; id: string }[] = [];
  let refusals = 0;
  let stop = false;
  const write = async (log: Log, writer: number) => {
    let last = 0;
    for (let count = 0; !stop; count++) {
      const id = `${writer}/${count}`;
      const result = await repeat(async (): Promise<AppendResult> => {
        try {
          return await log.append('a', last, [id]);
        } catch (error) {
          refusals++;
          expect(error).toBeInstanceOf(LogUnavailable);
          throw error;
        }
      });
      last = result.last;
      if (result.ok) answered.push({ last, id });
    }
  };
  const heard: number[] = [];
  logs[0]?.onAppended('a', (last) => heard.push(last));
  const writing = Promise.all(logs.map(write));
  for (let round = 1; round <= 2; round++) {
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(100 * round), { timeout: 5000 });
    const refusedBefore = refusals;
    await server.kill();
    await vi.waitFor(() => expect(refusals).toBeGreaterThan(refusedBefore), { timeout: 5000 });
    await server.start();
    const answeredBefore = answered.length;
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(answeredBefore), { timeout: 5000 });
  }
  stop = true;
  await writing;
  const log = await openNode(server);
  const all = await log.read<string>('a', 0, 1_000_000);
  for (const { last, id } of answered) expect(all[last - 1]?.entry).toBe(id);
  expect(new Set(answered.map(({ last }) => last)).size).toBe(answered.length);
  await vi.waitFor(() => expect(heard.at(-1)).toBe(all.length));
});

test('while Redis is away or hangs, calls fail within the time for a command, and work when it is back', async () => {
  const server = await startServer();
  const log = await openNode(server);
  await log.append('a', 0, ['one']);
  const { pid } = server;
  if (pid === undefined) throw new Error('The server is down');
  process.kill(pid, 'SIGSTOP');
  const began = performance.now();
  const calls = [
    log.append('a', 1, ['two']),
    log.append('a', 1, ['three']),
    log.append('b', 0, [1]),
    log.last('a'),
    log.names(),
  ];
  for (const result of await Promise.allSettled(calls)) {
    expect(result).toMatchObject({ status: 'rejected', reason: expect.any(LogUnavailable) });
  }
  expect(performance.now() - began).toBeLessThan(3000);
  process.kill(pid, 'SIGCONT');
  const last = await repeat(() => log.last('a'));
  // The first one may have landed after all: it was with Redis when the time was up.
  expect([1, 2]).toContain(last);
  expect(await repeat(() => log.append('a', last, ['four']))).toMatchObject({ ok: true, last: last + 1 });
  await server.kill();
  await vi.waitFor(async () => {
    const away = performance.now();
    await expect(log.append('a', last + 1, ['x'])).rejects.toBeInstanceOf(LogUnavailable);
    expect(performance.now() - away).toBeLessThan(100);
  });
  await server.start();
  expect(await repeat(() => log.append('a', last + 1, ['five']))).toMatchObject({ ok: true, last: last + 2 });
});

test('a listener hears what was appended while it was cut off', async () => {
  const server = await startServer();
  const [mine, theirs] = [await openNode(server), await openNode(server)];
  const client = await openClient(server);
  const heard: number[] = [];
  mine.onAppended('a', (last) => heard.push(last));
  await theirs.append('a', 0, [1]);
  await vi.waitFor(() => expect(heard).toEqual([1]));
  await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await theirs.append('a', 1, [2]);
  await vi.waitFor(() => expect(heard).toEqual([1, 2]), { timeout: 5000 });
  await theirs.append('a', 2, [3]);
  await vi.waitFor(() => expect(heard).toEqual([1, 2, 3]));
});

test.each([
  [['--appendonly', 'no'], 'appendonly is not "yes"'],
  [['--appendfsync', 'everysec'], 'appendfsync is "everysec"'],
  [['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'], 'maxmemory-policy is "allkeys-lru"'],
  [['--rename-command', 'CONFIG', ''], 'settings cannot be read'],
])('a Redis with %j is refused unless a volatile log is allowed', async (settings, reason) => {
  const server = await startServer(settings);
  await expect(openNode(server)).rejects.toThrow(reason);
  await expect(openNode(server)).rejects.toBeInstanceOf(LogUnavailable);
  const alarms: LogAlarm[] = [];
  const log = await openNode(server, { allowVolatile: true, onAlarm: (alarm) => alarms.push(alarm) });
  expect(alarms).toMatchObject([{ kind: 'volatile', reason: expect.stringContaining(reason) }]);
  expect(await log.append('a', 0, [1])).toMatchObject({ ok: true });
});

test('a Redis that came back volatile gets no more appends', async () => {
  const server = await startServer();
  const client = await openClient(server);
  const alarms: LogAlarm[] = [];
  const log = await openNode(server, { onAlarm: (alarm) => alarms.push(alarm) });
  await log.append('a', 0, ['kept']);
  await client.config('SET', 'appendfsync', 'everysec');
  await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  await vi.waitFor(() => expect(alarms).toMatchObject([{ kind: 'volatile' }]), { timeout: 5000 });
  await expect(log.append('a', 1, ['x'])).rejects.toBeInstanceOf(LogUnavailable);
  expect(await log.read('a', 0)).toHaveLength(1);
});

test('a Redis that is full refuses appends and keeps what it has', async () => {
  const server = await startServer();
  const client = await openClient(server);
  const log = await openNode(server);
  await log.append('a', 0, ['kept']);
  await client.config('SET', 'maxmemory', '1');
  await expect(log.append('a', 1, ['x'])).rejects.toBeInstanceOf(LogUnavailable);
  expect(await log.read('a', 0)).toHaveLength(1);
  await client.config('SET', 'maxmemory', '0');
  expect(await log.append('a', 1, ['two'])).toMatchObject({ ok: true });
});

test('a Redis that is not there is said in time', async () => {
  const server = await startServer();
  await server.kill();
  const failure = await openNode(server, { openTimeoutMs: 100 }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LogUnavailable);
  expect((failure as LogUnavailable).cause).toMatchObject({ code: 'ECONNREFUSED' });
});
