import { type ErasedPart, erasedParts } from '@tongke/signaling/protocol/lesson';
import { dataDirOf, readArguments } from './read-arguments.ts';

export const keepingCommands = ['delete', 'hold', 'release', 'retain', 'expire'] as const;
export type KeepingCommandName = (typeof keepingCommands)[number];

/** What the user asked of one of {@link keepingCommands}. */
export interface KeepingOptions {
  /** Archives or lessons. */
  readonly names: readonly string[];
  readonly dataDir: string;
  readonly what: ErasedPart;
  /** Null: for ever; undefined: not said. */
  readonly days: number | null | undefined;
  readonly why: string;
  readonly by: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Reads the arguments. @throws {RangeError} for what it does not know; `--help` is undefined */
export function parseKeepingOptions(
  args: readonly string[],
  { environment, project, user }: { environment: NodeJS.ProcessEnv; project: string; user: string },
): KeepingOptions | undefined {
  const { values, positionals } = readArguments(args, {
    only: { type: 'string' },
    days: { type: 'string' },
    why: { type: 'string' },
    by: { type: 'string' },
    yes: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  });
  if (values.help) return undefined;
  const only = values.only ?? 'all';
  const what = erasedParts.find((part) => part === only);
  if (what === undefined || values.only === 'all') throw new RangeError(`--only ${only}`);
  const { days } = values;
  if (days !== undefined && days !== 'ever' && !/^[1-9]\d{0,4}$/.test(days)) throw new RangeError(`--days ${days}`);
  return {
    names: positionals,
    dataDir: dataDirOf(values.data, environment, project),
    what,
    days: days === undefined ? undefined : days === 'ever' ? null : Number(days),
    why: (values.why ?? '').slice(0, 1_000),
    by: (values.by || user).slice(0, 200),
    yes: values.yes,
    dryRun: values['dry-run'],
    json: values.json,
  };
}
