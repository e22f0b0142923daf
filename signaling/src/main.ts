import { pino } from 'pino';
import { readEnvironment } from './environment.ts';
import { startSignaling } from './signaling.ts';

const environment = readEnvironment(process.env);
const logger = pino({ name: 'signaling', level: environment.LOG_LEVEL });
const signaling = await startSignaling(environment, logger);
const { httpPort, httpsPort, selfSigned } = signaling;
process.send?.({ type: 'ready', httpPort, httpsPort, selfSigned });

async function close(reason: string): Promise<void> {
  logger.info({ reason }, 'closing');
  await signaling.close();
  process.exit(0);
}
process.once('SIGTERM', () => void close('SIGTERM'));
process.once('SIGINT', () => void close('SIGINT'));
process.once('disconnect', () => void close('the supervisor is gone'));
