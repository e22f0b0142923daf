import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { LogUnavailable } from './log.ts';

/** How long a command to Redis may take, in milliseconds, before it counts as away. */
export const COMMAND_TIMEOUT_MS = 2000;

/**
 * A connection that answers or fails within {@link COMMAND_TIMEOUT_MS}: nothing is queued while Redis is away and nothing is sent twice;
 * it comes back by itself. Its owner disconnects it.
 */
export function connectRedis(url: string, purpose: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    connectionName: `tongke-${purpose}`,
    connectTimeout: COMMAND_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    retryStrategy: (attempts) => Math.min(50 * attempts, 1000),
  });
  let away = false;
  // ioredis emits one error per attempt; the log says each change once.
  redis.on('error', (err: unknown) => {
    if (!away) logger.warn({ err, connection: purpose }, 'Redis is away');
    away = true;
  });
  redis.on('ready', () => {
    logger.info({ connection: purpose }, 'Redis is there');
    away = false;
  });
  return redis;
}

/** Waits for the first connection. @throws {LogUnavailable} It was not there in time; the cause is the last error. */
export function firstConnection(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    let lastError: unknown;
    const onError = (error: unknown) => {
      lastError = error;
    };
    const settle = (done: () => void) => {
      clearTimeout(timer);
      redis.off('error', onError);
      redis.off('ready', onReady);
      done();
    };
    const onReady = () => settle(resolve);
    const timer = setTimeout(
      () =>
        settle(() => reject(new LogUnavailable(`Redis did not answer within ${timeoutMs} ms`, { cause: lastError }))),
      timeoutMs,
    );
    redis.on('error', onError);
    redis.on('ready', onReady);
  });
}

/** Why this Redis may lose what it has answered; undefined when it keeps it. */
export async function whyVolatile(redis: Redis): Promise<string | undefined> {
  let settings: Map<string, string>;
  try {
    settings = toMap([await redis.config('GET', 'append*'), await redis.config('GET', 'maxmemory*')].flat());
  } catch (error) {
    // A server that hides its settings is not one that was seen to be away.
    if (!(error instanceof Error) || error.name !== 'ReplyError') throw error;
    return `its settings cannot be read (${error.message})`;
  }
  if (settings.get('appendonly') !== 'yes') return 'appendonly is not "yes"';
  if (settings.get('appendfsync') !== 'always') return `appendfsync is "${settings.get('appendfsync')}", not "always"`;
  if (settings.get('maxmemory') !== '0' && settings.get('maxmemory-policy') !== 'noeviction') {
    return `maxmemory-policy is "${settings.get('maxmemory-policy')}", not "noeviction"`;
  }
  return undefined;
}

function toMap(flat: unknown[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.set(String(flat[index]), String(flat[index + 1]));
  return pairs;
}
