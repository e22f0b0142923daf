import { z } from 'zod';
import type { LrsOptions } from './delivery/lrs.ts';
import type { XapiSettings } from './xapi/naming.ts';

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
// What an address must be is asked only of what is one.
const address = z.url({ protocol: /^https?$/, abort: true });

const schema = z.object({
  /** The xAPI endpoint of a Learning Record Store: statements are delivered there. */
  XAPI_URL: address
    .refine((url) => {
      const { username, password } = new URL(url);
      return username === '' && password === '';
    }, 'must not hold a name or password: they belong into XAPI_KEY and XAPI_SECRET')
    .refine((url) => {
      const { protocol, hostname } = new URL(url);
      return protocol === 'https:' || isLoopback(hostname);
    }, 'must be https: children are spoken of')
    .optional(),
  XAPI_KEY: z.string().optional(),
  XAPI_SECRET: z.string().optional(),
  /** Address of this installation; names its accounts and activities, and must not change later. */
  XAPI_HOME: address.optional(),
  XAPI_LANGUAGE: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default('zh-CN'),
  XAPI_REPLAY_LINKS: z.stringbool().default(true),
});

export interface XapiEnvironment {
  settings: XapiSettings;
  /** Null when nothing is delivered. */
  lrs: LrsOptions | null;
}

/** The home of an installation that has not said its own; nobody's (RFC 2606). There is nothing to link to. */
const nameless = 'https://installation.example/';

/** Reads what the environment says of learning records. Throws an Error that names every variable that is wrong, without its value. */
export function readXapiEnvironment(variables: NodeJS.ProcessEnv): XapiEnvironment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new Error(
      `environment: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
  }
  const { XAPI_URL: url, XAPI_KEY: key, XAPI_SECRET: secret, XAPI_HOME: home, ...more } = parsed.data;
  if (url !== undefined && home === undefined) throw new Error('environment: XAPI_HOME: is needed beside XAPI_URL');
  if ((key === undefined) !== (secret === undefined)) {
    throw new Error('environment: XAPI_KEY and XAPI_SECRET: belong together');
  }
  const credentials = key === undefined || secret === undefined ? null : { key, secret };
  return {
    settings: {
      home: home === undefined ? nameless : home.endsWith('/') ? home : `${home}/`,
      language: more.XAPI_LANGUAGE,
      replayLinks: more.XAPI_REPLAY_LINKS && home !== undefined,
    },
    lrs: url === undefined ? null : { url, credentials },
  };
}
