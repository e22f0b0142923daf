import { userInfo } from 'node:os';
import path from 'node:path';
import {
  type ArchiveFolder,
  chooseArchives,
  Keeper,
  type Kept,
  readOrMakeSigningKey,
  signingKeyName,
} from '@tongke/recorder/archive-tool';
import { project } from '../setup/places.mjs';
import {
  type KeepingCommandName,
  type KeepingOptions,
  keepingCommands,
  parseKeepingOptions,
} from './keeping-options.ts';
import { keepingText as words } from './keeping-text.ts';
import { printable } from './report.ts';
import { text } from './text.ts';

const codes = { fine: 0, usage: 2, refused: 3 } as const;
const lessonName = /^[A-Za-z0-9_-]{1,64}$/;

export const isKeepingCommand = (name: string | undefined): name is KeepingCommandName =>
  keepingCommands.some((command) => command === name);

/** What is to be said, line by line and as JSON. */
interface Done {
  lines: string[];
  json: unknown[];
  isRefused: boolean;
}

/** `npm run archive -- delete|hold|release|retain|expire`. Returns the exit code. */
export async function keepingCommand(name: KeepingCommandName, args: readonly string[]): Promise<number> {
  try {
    const options = parseKeepingOptions(args, { environment: process.env, project, user: userInfo().username });
    if (options === undefined) {
      process.stdout.write(`${words.usage}\n`);
      return codes.fine;
    }
    const { lines, json, isRefused } = await run(name, options);
    if (options.json) process.stdout.write(`${JSON.stringify({ command: name, ok: !isRefused, archives: json })}\n`);
    else process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
    return isRefused ? codes.refused : codes.fine;
  } catch (error) {
    if (error instanceof RangeError) {
      process.stderr.write(`${text.badUsage(error.message)}\n\n${words.usage}\n`);
      return codes.usage;
    }
    process.stderr.write(`${text.failed(name, error instanceof Error ? error.message : String(error))}\n`);
    return codes.refused;
  }
}

async function run(name: KeepingCommandName, options: KeepingOptions): Promise<Done> {
  const { dataDir, names, why, by, days, dryRun } = options;
  const archivesPath = path.join(dataDir, 'archive');
  if (name !== 'retain' && name !== 'expire' && names.length === 0) throw new RangeError(words.needsOne);
  if (name !== 'expire' && why.trim() === '') throw new RangeError(words.needsWhy);
  const key = await readOrMakeSigningKey(process.env.RECORDER_KEY_FILE || path.join(dataDir, signingKeyName));
  const keeper = new Keeper({ archivesPath, by, key, known: [] });
  switch (name) {
    case 'delete':
      return await deleteAll(keeper, await foldersOf(archivesPath, names), options);
    case 'hold':
    case 'release': {
      const lessonIds = names.map(lessonOf);
      for (const lessonId of lessonIds) await keeper[name](lessonId, why);
      const say = name === 'hold' ? words.held : words.released;
      return { lines: lessonIds.map(say), json: lessonIds.map((lessonId) => ({ lessonId })), isRefused: false };
    }
    case 'retain': {
      if (days === undefined) throw new RangeError('--days');
      const whose = names.length === 0 ? [null] : names.map(lessonOf);
      for (const lessonId of whose) await keeper.retain(lessonId, days, why);
      const lines = whose.map((lessonId) => words.retained(lessonId, days));
      return { lines, json: whose.map((lessonId) => ({ lessonId, days })), isRefused: false };
    }
    case 'expire': {
      const kept = await keeper.expire(Date.now(), { dryRun });
      const done = toldOf(kept, dryRun);
      return kept.length === 0 ? { ...done, lines: [words.nothingDue] } : done;
    }
  }
}

async function deleteAll(
  keeper: Keeper,
  folders: readonly ArchiveFolder[],
  { what, why, yes }: KeepingOptions,
): Promise<Done> {
  if (!yes) throw new RangeError(words.needsYes(folders.map(({ name }) => name).join(', ')));
  const kept: Kept[] = [];
  for (const folder of folders) kept.push(await keeper.delete(folder, what, why));
  return toldOf(kept, false);
}

function toldOf(kept: readonly Kept[], dryRun: boolean): Done {
  const lines = kept.map(({ name, refusal }) => {
    if (refusal === null) return dryRun ? words.wouldDelete(name) : words.deleted(name);
    const detail = 'owner' in refusal ? refusal.owner : 'why' in refusal ? refusal.why : '';
    return `${name}: ${words.refusals[refusal.reason](detail)}`;
  });
  return { lines, json: [...kept], isRefused: kept.some(({ refusal }) => refusal !== null) };
}

async function foldersOf(archivesPath: string, names: readonly string[]): Promise<ArchiveFolder[]> {
  const folders: ArchiveFolder[] = [];
  for (const wanted of names) {
    const found = await chooseArchives(archivesPath, wanted);
    if (found.length === 0) throw new RangeError(text.noArchive(wanted));
    folders.push(...found);
  }
  return folders;
}

/** A hold may stand before there is an archive. */
function lessonOf(name: string): string {
  const lessonId = name.replace(/-[0-9a-f]{32}$/, '');
  if (!lessonName.test(lessonId)) throw new RangeError(text.noArchive(name));
  return lessonId;
}
