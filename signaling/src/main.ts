import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import manifest from '../package.json' with { type: 'json' };
import { Callers } from './auth/caller.ts';
import { readOrMakeSecret } from './auth/secret-file.ts';
import { Tokens } from './auth/tokens.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { readEnvironment } from './environment.ts';
import { Gateway } from './gateway/gateway.ts';
import { RecorderDoor } from './gateway/recorder-door.ts';
import { createHttpApp } from './http/app.ts';
import { openCertificate } from './http/certificate.ts';
import { openServers } from './http/servers.ts';
import { openLog } from './log/open-log.ts';
import { LoggedLessons } from './logged-lessons.ts';
import { Conductor } from './media/conductor.ts';
import { SfuLink } from './media/sfu-link.ts';

const environment = readEnvironment(process.env);
const dataDir = environment.TONGKE_DATA_DIR;
const logger = pino({ name: 'signaling', level: environment.LOG_LEVEL });
const sharedKey = (await readFile(environment.TONGKE_SHARED_KEY_FILE, 'utf8')).trim();

const log = await openLog({
  dataDir,
  ...(environment.REDIS_URL ? { redisUrl: environment.REDIS_URL } : {}),
  allowVolatile: environment.REDIS_ALLOW_VOLATILE,
  logger,
  onAlarm: (alarm) => logger.error({ alarm }, 'the log raised an alarm'),
});
const lessons = new LoggedLessons(log, logger);
const catalogue = await Catalogue.open(log);
const tokens = new Tokens(sharedKey);
const callers = new Callers(await readOrMakeSecret(join(dataDir, 'operator-token')), tokens, catalogue);
const sfu = new SfuLink(environment.SFU_URL, sharedKey, logger);
const conductor = new Conductor(lessons, sfu, logger);
const gateway = new Gateway({ lessons, sfu, conductor, nodeId: environment.NODE_ID, logger });
const recorders = new RecorderDoor(gateway.io, lessons, (token) => tokens.checkService(token));

const app = createHttpApp(
  {
    lessons,
    catalogue,
    tokens,
    callers,
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
process.send?.({ type: 'ready', httpPort, httpsPort, selfSigned: certificate.selfSigned });

let closing = false;
async function close(reason: string): Promise<void> {
  if (closing) return;
  closing = true;
  logger.info({ reason }, 'closing');
  recorders.close();
  await gateway.close();
  await servers.close();
  conductor.close();
  sfu.close();
  catalogue.close();
  await lessons.close();
  await log.close();
  process.exit(0);
}
process.on('SIGTERM', () => void close('SIGTERM'));
process.on('SIGINT', () => void close('SIGINT'));
process.on('disconnect', () => void close('the supervisor is gone'));
