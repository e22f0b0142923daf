import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const addresses = z
  .string()
  .default('')
  .transform((list) => list.split(',').map((entry) => entry.trim()))
  .transform((list) => list.filter((entry) => entry !== ''))
  .pipe(z.array(z.ipv4()));

const environmentSchema = z
  .object({
    TONGKE_SHARED_KEY_FILE: z.string().min(1),
    SFU_CONTROL_HOST: z.string().min(1).default('127.0.0.1'),
    SFU_CONTROL_PORT: port.default(0),
    ANNOUNCED_IP: addresses,
    RECORDER_ADDRESSES: addresses,
    RTC_MIN_PORT: port.default(40_000),
    RTC_MAX_PORT: port.default(40_999),
    SFU_WORKERS: z.coerce.number().int().min(1).max(256).optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .refine((value) => value.RTC_MIN_PORT <= value.RTC_MAX_PORT, 'RTC_MIN_PORT is above RTC_MAX_PORT');

/** What the process is started with. Unset and empty variables are the same. */
export interface Environment {
  sharedKey: string;
  controlHost: string;
  /** 0: any free port. */
  controlPort: number;
  announcedIps: string[];
  recorderIps: string[];
  minPort: number;
  maxPort: number;
  workers: number;
  logLevel: string;
}

/** @throws with a sentence for the operator when a variable is wrong or the shared key cannot be read. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw new Error(`environment: ${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  const sharedKey = readFileSync(values.TONGKE_SHARED_KEY_FILE, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(sharedKey)) throw new Error('TONGKE_SHARED_KEY_FILE must hold 64 hexadecimal characters');
  return {
    sharedKey,
    controlHost: values.SFU_CONTROL_HOST,
    controlPort: values.SFU_CONTROL_PORT,
    announcedIps: values.ANNOUNCED_IP,
    recorderIps: values.RECORDER_ADDRESSES,
    minPort: values.RTC_MIN_PORT,
    maxPort: values.RTC_MAX_PORT,
    workers: values.SFU_WORKERS ?? availableParallelism(),
    logLevel: values.LOG_LEVEL,
  };
}
