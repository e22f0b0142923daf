import path from 'node:path';
import { StartError } from './start-error.ts';
import { text } from './text.ts';

/** A port that was asked for; `variable` says by whom when it was the user, who then gets this port or an error. */
export interface WantedPort {
  readonly port: number;
  readonly variable?: string;
}

/** What the user asked of `npm start`. */
export interface StartOptions {
  readonly dataDir: string;
  readonly http: WantedPort;
  readonly https: WantedPort;
  readonly demo: boolean;
  /** Whether a second recorder stands by. */
  readonly spare: boolean;
  /** Whether two recorders record at once. The second then stands by as well. */
  readonly twins: boolean;
}

/**
 * Reads flags, then variables, then defaults.
 * @throws {StartError} for an unknown flag or a port that is none
 */
export function parseOptions(args: readonly string[], environment: NodeJS.ProcessEnv, project: string): StartOptions {
  const given = new Map<string, string>();
  let demo = true;
  let spare = environment.RECORDER_SPARE === '1';
  let twins = environment.RECORDER_TWIN === '1';
  const rest = args.flatMap((argument) => (/^--[\w-]+=/.test(argument) ? splitOnce(argument) : [argument]));
  while (rest.length > 0) {
    const flag = rest.shift() ?? '';
    if (flag === '--no-demo') demo = false;
    else if (flag === '--spare') spare = true;
    else if (flag === '--twins') twins = true;
    else if (['--port', '--https-port', '--data'].includes(flag) && rest[0] !== undefined)
      given.set(flag, rest.shift() ?? '');
    else throw new StartError(text.badFlag(flag));
  }
  return {
    dataDir: path.resolve(project, given.get('--data') ?? (environment.TONGKE_DATA_DIR || 'data')),
    http: wantedPort(given, '--port', environment, 'HTTP_PORT', 3000),
    https: wantedPort(given, '--https-port', environment, 'HTTPS_PORT', 3443),
    demo,
    spare,
    twins,
  };
}

function wantedPort(
  given: ReadonlyMap<string, string>,
  flag: string,
  environment: NodeJS.ProcessEnv,
  variable: string,
  fallback: number,
): WantedPort {
  const name = given.has(flag) ? flag : variable;
  const value = given.get(flag) ?? environment[variable];
  if (value === undefined || value === '') return { port: fallback };
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) throw new StartError(text.badPort(name, value));
  return { port, variable: name };
}

function splitOnce(argument: string): string[] {
  const at = argument.indexOf('=');
  return [argument.slice(0, at), argument.slice(at + 1)];
}
