import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveWork } from '@tongke/signaling/protocol/lesson';
import { pino } from 'pino';
import { publishedKeysName, publishKey, readOrMakeSigningKey, signingKeyName } from './certificate/signing-key.ts';
import { readEnvironment } from './environment.ts';
import { InTurn } from './jobs/in-turn.ts';
import { JobDoor, recorderIdOf } from './jobs/job-door.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { runApart } from './jobs/run-apart.ts';
import { Keeper } from './keeping/keeper.ts';
import { RetentionClock } from './keeping/retention-clock.ts';
import { LearningRecords } from './learning/learning-records.ts';
import { readXapiEnvironment } from './learning/xapi-environment.ts';
import { MetricsServer } from './metrics/metrics-server.ts';
import { RecorderMetrics } from './metrics/recorder-metrics.ts';
import { findFfmpeg } from './publish/find-ffmpeg.ts';
import { Recorder } from './session/recorder.ts';
import { Signaling } from './session/signaling.ts';
import { twinsPath } from './twin/twin-folder.ts';
import { Unions } from './twin/unions.ts';
import { uniteApart } from './twin/unite-apart.ts';
import { PictureDecoder } from './watch/picture-decoder.ts';

const environment = readEnvironment(process.env);
const logger = pino({ name: 'recorder', level: environment.LOG_LEVEL });
const sharedKey = (await readFile(environment.TONGKE_SHARED_KEY_FILE, 'utf8')).trim();
const archivesPath = join(environment.TONGKE_DATA_DIR, 'archive');
const keyFile = environment.RECORDER_KEY_FILE ?? join(environment.TONGKE_DATA_DIR, signingKeyName);
const key = await readOrMakeSigningKey(keyFile);
await publishKey(join(archivesPath, publishedKeysName), key.public);

const metrics = new RecorderMetrics(archivesPath);
const metricsPort = environment.RECORDER_METRICS_PORT;
const metricsServer = metricsPort === undefined ? null : await MetricsServer.open(metrics, metricsPort, logger);
const learning = new LearningRecords({ ...readXapiEnvironment(process.env), archivesPath, logger });
const isSpare = environment.RECORDER_SPARE === '1';
const isTwin = environment.RECORDER_TWIN === '1';
const recorderName = environment.RECORDER_NAME ?? (isSpare ? 'spare' : undefined);
const signaling = new Signaling(environment.SIGNALING_URL, sharedKey, recorderName);
const recorderId = recorderIdOf(key.public.keyId, recorderName);
// Two that write a revision of one archive at once would each lose what the other has put in.
const turns = new InTurn();
const changing: ReadonlySet<ArchiveWork['kind']> = new Set(['heal', 'repair', 'delete']);
const runner = new JobRunner({
  ...{ archivesPath, keyFile, recorderId, logger },
  door: new JobDoor(signaling, recorderId),
  run: (order, options) =>
    changing.has(order.work.kind) ? turns.do(() => runApart(order, options)) : runApart(order, options),
});
const keeper = new Keeper({ archivesPath, by: 'recorder, by the rules of retention', key, known: [] });
// A spare only records: what is on the disk is the other one's to look after.
const retention = isSpare ? null : new RetentionClock(keeper, logger);
// Like all that is left on the disk: one process looks after it.
const unions = isSpare
  ? null
  : new Unions({
      ...{ archivesPath, keyFile, logger },
      run: (order, signal) => turns.do(() => uniteApart(order, signal)),
    });
const recorder = new Recorder({
  signaling,
  archivesPath,
  twinsPath: twinsPath(archivesPath, recorderName ?? 'recorder'),
  key,
  metrics,
  decoder: new PictureDecoder(findFfmpeg(process.env) ?? 'ffmpeg', logger),
  isSpare,
  isTwin,
  tapIp: environment.RECORDER_TAP_IP,
  onJobs: (jobs) => runner.jobs(isSpare ? [] : jobs),
  onLessons: (lessonIds) => runner.recording(lessonIds.length),
  onWorkOver: () => unions?.look(),
  onLessonOver: (archiveName) => learning.lessonOver(archiveName),
  logger,
});
// Whoever is not a spare delivers what earlier runs have left.
if (!isSpare) learning.start();
unions?.look();
const facts = metricsServer === null ? {} : { metricsPort: metricsServer.port };
logger.info(facts, 'ready');
process.send?.({ type: 'ready', ...facts });

let closing = false;
async function close(reason: string): Promise<void> {
  if (closing) return;
  closing = true;
  logger.info({ reason }, 'closing');
  await recorder.close();
  await Promise.all([runner.close(), retention?.close(), unions?.close()]);
  await learning.close();
  metricsServer?.close();
  process.exit(0);
}
process.on('SIGTERM', () => void close('SIGTERM'));
process.on('SIGINT', () => void close('SIGINT'));
process.on('disconnect', () => void close('the supervisor is gone'));
