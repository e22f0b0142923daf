import { isAbsolute } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const absolute = z.string().refine(isAbsolute, 'must be an absolute path');
const schema = z.object({
  /** The one folder that everything is kept in. */
  TONGKE_DATA_DIR: absolute,
  TONGKE_SHARED_KEY_FILE: absolute,
  /** Plain HTTP, on this machine only; 0 takes a free one. */
  HTTP_PORT: port.default(0),
  /** HTTPS, on every address; 0 takes a free one. */
  HTTPS_PORT: port.default(0),
  TLS_CERT: absolute.optional(),
  TLS_KEY: absolute.optional(),
  SFU_URL: z.url(),
  CLIENT_DIST: absolute,
  REDIS_URL: z.url().optional(),
  /** Takes a Redis that may lose what it has answered. */
  REDIS_ALLOW_VOLATILE: z.stringbool().default(false),
  /** Names this node among others; the same after a restart. */
  NODE_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/)
    .default('node'),
  /** By how much the machine's clock was set back since the lessons' clock began; the supervisor knows. Milliseconds. */
  CLOCK_AHEAD_MS: z.coerce.number().int().default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Environment = z.infer<typeof schema>;

/** Reads the process's settings. Throws an error that names each variable that is missing or wrong. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`wrong settings: ${problems.join('; ')}`);
}
