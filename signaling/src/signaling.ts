import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { Callers } from './auth/caller.ts';
import { readOrMakeSecret } from './auth/secret-file.ts';
import { Tokens } from './auth/tokens.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { Directory } from './directory/directory.ts';
import type { Environment } from './environment.ts';
import { Gateway } from './gateway/gateway.ts';
import { RecorderDoor } from './gateway/recorder-door.ts';
import { RedisRelay } from './gateway/volatile-relay.ts';
import { HealingParts } from './healing/healing-parts.ts';
import { createHttpApp } from './http/app.ts';
import { openCertificate } from './http/certificate.ts';
import { openServers } from './http/servers.ts';
import { ArchiveJobs } from './jobs/archive-jobs.ts';
import { openLog } from './log/open-log.ts';
import { LoggedLessons } from './logged-lessons.ts';
import { MaterialStore } from './materials/material-store.ts';
import { Conductor } from './media/conductor.ts';
import { Director } from './media/director.ts';
import { SfuLink } from './media/sfu-link.ts';
import { Reviews } from './review/reviews.ts';
import { steadyClock } from './steady-clock.ts';

/** A running signaling node. */
export interface Signaling {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Whether its certificate was made here, so that browsers warn once. */
  readonly selfSigned: boolean;
  /** Detaches every seat, answers what is under way, and lets go of ports and log. Idempotent. */
  close(): Promise<void>;
}

/** Starts a signaling node: the log, the lessons on it, the link to the sfu, the doors. Rejects when a port is taken. */
export async function startSignaling(
  environment: Environment,
  logger: Logger,
  now: () => number = steadyClock(environment.CLOCK_AHEAD_MS),
): Promise<Signaling> {
  const dataDir = environment.TONGKE_DATA_DIR;
  const sharedKey = (await readFile(environment.TONGKE_SHARED_KEY_FILE, 'utf8')).trim();

  const log = await openLog({
    dataDir,
    now,
    ...(environment.REDIS_URL ? { redisUrl: environment.REDIS_URL } : {}),
    allowVolatile: environment.REDIS_ALLOW_VOLATILE,
    logger,
    onAlarm: (alarm) => logger.error({ alarm }, 'the log raised an alarm'),
  });
  const lessons = new LoggedLessons(log, logger, now);
  const catalogue = await Catalogue.open(log);
  const reviews = await Reviews.open(log);
  const directory = await Directory.open(dataDir);
  const jobs = await ArchiveJobs.open(log);
  const tokens = new Tokens(sharedKey);
  const callers = new Callers(await readOrMakeSecret(join(dataDir, 'operator-token')), tokens, catalogue);
  const sfu = new SfuLink(environment.SFU_URL, sharedKey, logger);
  const conductor = new Conductor(lessons, sfu, logger);
  const director = new Director(lessons, sfu, logger, now);
  const relay = environment.REDIS_URL ? new RedisRelay(environment.REDIS_URL, logger) : undefined;
  const gateway = new Gateway({ lessons, sfu, conductor, directory, nodeId: environment.NODE_ID, logger, relay });
  const recorders = new RecorderDoor(gateway.io, { lessons, jobs }, (token) => tokens.checkService(token));

  const app = createHttpApp(
    {
      lessons,
      catalogue,
      directory,
      reviews,
      jobs,
      tokens,
      callers,
      healing: new HealingParts(dataDir),
      materials: await MaterialStore.open(dataDir, Date.now()),
      status: () => ({ sfu: sfu.up ? 'up' : 'down', recorders: recorders.recorders }),
      version: manifest.version,
      now: Date.now,
      logger: logger.child({ class: 'Http' }),
    },
    { dataDir, clientDist: environment.CLIENT_DIST },
  );
  const certificate = await openCertificate(dataDir, { cert: environment.TLS_CERT, key: environment.TLS_KEY });
  const ports = { http: environment.HTTP_PORT, https: environment.HTTPS_PORT };
  const servers = await openServers(app, ports, certificate);
  gateway.attach(servers.http, servers.https);
  for (const id of await lessons.ids()) await lessons.get(id);

  const { httpPort, httpsPort } = servers;
  logger.info({ httpPort, httpsPort, log: environment.REDIS_URL ? 'redis' : 'files' }, 'ready');

  let closing: Promise<void> | undefined;
  async function shut(): Promise<void> {
    recorders.close();
    // Together: the gateway waits for the servers' connections, which only the servers can end.
    await Promise.all([gateway.close(), servers.close()]);
    relay?.close();
    conductor.close();
    director.close();
    sfu.close();
    catalogue.close();
    reviews.close();
    jobs.close();
    await lessons.close();
    await log.close();
    await directory.close();
  }
  return {
    httpPort,
    httpsPort,
    selfSigned: certificate.selfSigned,
    close: () => {
      closing ??= shut();
      return closing;
    },
  };
}
