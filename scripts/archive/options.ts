import { dataDirOf, readArguments } from './read-arguments.ts';

export const commands = ['list', 'verify', 'repair'] as const;

/** What the user asked of `npm run archive`. */
export interface ArchiveOptions {
  readonly command: (typeof commands)[number];
  /** Lessons, folder names or paths. Empty: all of the data folder. */
  readonly archives: readonly string[];
  readonly dataDir: string;
  /** Files with public keys. */
  readonly keys: readonly string[];
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly sealOpen: boolean;
}

/** Reads the arguments. @throws {RangeError} for what it does not know; `--help` is undefined */
export function parseOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  project: string,
): ArchiveOptions | undefined {
  const { values, positionals } = readArguments(args, {
    key: { type: 'string', multiple: true, default: [] },
    'dry-run': { type: 'boolean', default: false },
    'seal-open': { type: 'boolean', default: false },
  });
  if (values.help) return undefined;
  const [command, ...archives] = positionals;
  const known = commands.find((name) => name === command);
  if (known === undefined) throw new RangeError(command ?? '');
  if (known !== 'repair' && (values['dry-run'] || values['seal-open'])) throw new RangeError('--dry-run, --seal-open');
  return {
    command: known,
    archives,
    dataDir: dataDirOf(values.data, environment, project),
    keys: values.key,
    json: values.json,
    dryRun: values['dry-run'],
    sealOpen: values['seal-open'],
  };
}
