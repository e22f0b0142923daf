import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { describeLogContract } from './log.contract.test-support.ts';
import { openLog } from './open-log.ts';
import { startTestRedisServer } from './redis-server.test-support.ts';

const logger = pino({ level: 'silent' });

describeLogContract('a log in files', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongke-log-'));
  return {
    shared: false,
    open: () => openLog({ dataDir, logger }),
    close: () => rm(dataDir, { recursive: true }),
  };
});

describeLogContract('a log in Redis', async () => {
  const server = await startTestRedisServer();
  return {
    shared: true,
    open: () => openLog({ dataDir: '/nowhere', redisUrl: server.url, logger }),
    close: () => server.close(),
  };
});
