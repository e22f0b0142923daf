import { join } from 'node:path';
import type { Logger } from 'pino';
import { openFileLog } from './file-log.ts';
import type { Log, LogAlarm } from './log.ts';
import { openRedisLog } from './redis-log.ts';

/** Where the log is kept. */
export interface OpenLogOptions {
  /** The data folder; without Redis the log is the folder `log` in it. */
  readonly dataDir: string;
  /** A `redis://` or `rediss://` address; with it the log is in Redis, where many nodes share it. */
  readonly redisUrl?: string | undefined;
  /** Accepts a Redis that may lose what it has answered. For trials only; default false. */
  readonly allowVolatile?: boolean | undefined;
  /** The clock that stamps what is kept in files, default `Date.now`; Redis has its own. */
  readonly now?: () => number;
  readonly logger: Logger;
  /** Hears what a person must hear of; it is logged in any case. */
  readonly onAlarm?: ((alarm: LogAlarm) => void) | undefined;
}

/**
 * Opens the log where the installation keeps it. The caller closes it.
 *
 * @throws {LogUnavailable} The store cannot be reached, is held by another process, or would not keep what it is given.
 */
export function openLog({ dataDir, redisUrl, allowVolatile, now, logger, onAlarm }: OpenLogOptions): Promise<Log> {
  const ownLogger = logger.child({ part: 'log' });
  return redisUrl
    ? openRedisLog({
        url: redisUrl,
        logger: ownLogger,
        ...(allowVolatile ? { allowVolatile } : {}),
        ...(onAlarm ? { onAlarm } : {}),
      })
    : openFileLog({ folder: join(dataDir, 'log'), logger: ownLogger, ...(now ? { now } : {}) });
}
