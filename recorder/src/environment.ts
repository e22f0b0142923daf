import { z } from 'zod';

const schema = z.object({
  /** Absolute; archives lie in its folder `archive`. */
  TONGKE_DATA_DIR: z.string().startsWith('/'),
  /** Holds 64 hexadecimal characters. */
  TONGKE_SHARED_KEY_FILE: z.string().min(1),
  /** Private key that signs archives; made when missing. Default: `recorder-key.pem` in the data folder. */
  RECORDER_KEY_FILE: z.string().min(1).optional(),
  SIGNALING_URL: z.url(),
  /** Tells this recorder from others of the same lessons. Two of one name take lessons from each other. */
  RECORDER_NAME: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .optional(),
  /** 1: stands by, and takes only what another recorder has left. */
  RECORDER_SPARE: z.enum(['', '0', '1']).default('0'),
  /** 1: a lesson that another recorder has is recorded a second time, and both are united when it is over. */
  RECORDER_TWIN: z.enum(['', '0', '1']).default('0'),
  /** Own address towards the sfu: media comes to it. */
  RECORDER_TAP_IP: z.ipv4().default('127.0.0.1'),
  /** Port on loopback for Prometheus, 0 for any; unset: figures are not served. */
  RECORDER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});
export type Environment = z.infer<typeof schema>;

/** Reads the process's environment. Throws an Error that names every variable that is wrong. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`environment: ${problems.join('; ')}`);
}
