import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LogCorrupted } from './log.ts';
import { chain, type LogRecord, type Tail } from './record.ts';

/**
 * One step in Redis: compare the stream's end, stamp, add, tell. A record is one stream entry whose id is its last sequence.
 * KEYS[1] the stream, also the name of its channel; ARGV: expected last, its hash, new last, new hash, first, entries.
 * The time is Redis's own, so all nodes share one clock; it is held where it is when that clock goes back.
 */
const SCRIPT = `
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local at = 0
if newest then
  if string.match(newest[1], '^%d+') ~= ARGV[1] or newest[2][4] ~= ARGV[2] then return false end
  at = tonumber(newest[2][2])
elseif ARGV[1] ~= '0' then
  return false
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local stamp = string.format('%.0f', math.max(now, at))
redis.call('XADD', KEYS[1], ARGV[3] .. '-0', 'at', stamp, 'hash', ARGV[4], 'first', ARGV[5], 'entries', ARGV[6])
redis.call('PUBLISH', KEYS[1], ARGV[3])
return stamp
`;
const SCRIPT_SHA = createHash('sha1').update(SCRIPT).digest('hex');

/** What the keys of all streams, and their channels, start with. */
export const KEY_PREFIX = 'tongke:log:';

/** The key of a log's stream, which is also the channel that tells of its growth. */
export function streamKey(name: string): string {
  return KEY_PREFIX + name;
}

/** Appends the record that follows `previous`. Returns the new end, or undefined when `previous` is not the stream's end. */
export async function appendToStream(
  redis: Redis,
  name: string,
  previous: Tail,
  last: number,
  entries: string,
): Promise<Tail | undefined> {
  const hash = chain(previous, last, entries);
  const rest = [streamKey(name), previous.last, previous.hash, last, hash, previous.last + 1, entries];
  const stamp = await redis.evalsha(SCRIPT_SHA, 1, ...rest).catch((error: unknown) => {
    // A Redis that was restarted no longer knows the script.
    if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return redis.eval(SCRIPT, 1, ...rest);
    throw error;
  });
  return stamp === null ? undefined : { last, at: Number(stamp), hash };
}

/** Reads a stream entry back. @throws {LogCorrupted} It is not a record. */
export function decodeStreamEntry(name: string, [id, fields]: [string, string[]]): LogRecord {
  const [atName, at, hashName, hash, firstName, first, entriesName, entries] = fields;
  const named = atName === 'at' && hashName === 'hash' && firstName === 'first' && entriesName === 'entries';
  if (!named || hash === undefined || entries === undefined || !/^\d+-0$/.test(id)) {
    throw new LogCorrupted(`Log ${name}: stream entry ${id} is not a record`);
  }
  return { first: Number(first), last: Number(id.slice(0, -2)), at: Number(at), hash, entries };
}
