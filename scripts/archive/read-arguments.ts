import path from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What every command takes. */
const common = {
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** A command's arguments, as `parseArgs` reads them. @throws {RangeError} for what the command does not know */
export function readArguments<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...options, ...common } });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The data folder that was asked for, else that of the environment, else the project's own. */
export const dataDirOf = (data: string | undefined, environment: NodeJS.ProcessEnv, project: string): string =>
  path.resolve(project, data ?? (environment.TONGKE_DATA_DIR || 'data'));
