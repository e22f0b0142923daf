import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { destination, type Logger, pino } from 'pino';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { isCode } from '../archive/files.ts';
import { findArchives } from '../archive-tool/list.ts';
import { deliver } from './delivery/deliver.ts';
import { Lrs } from './delivery/lrs.ts';
import { type Pauses, usualPauses } from './delivery/patience.ts';
import { type Exported, exportXapi } from './export-xapi.ts';
import { LearningFolder } from './learning-folder.ts';
import { readXapiEnvironment, type XapiEnvironment } from './xapi-environment.ts';
import { xapiWords } from './xapi-words.ts';

/** What the command needs of the process that runs it. */
export interface XapiCommandContext {
  environment: NodeJS.ProcessEnv;
  /** Relative paths are of this folder. */
  folder: string;
  /** Gets each line for people or, with `--json`, for programs. */
  write: (line: string) => void;
  /** Default: one that says what is worth a warning, on standard error. */
  logger?: Logger;
  /** Ends a delivery that is under way. */
  signal: AbortSignal;
  pauses?: Pauses;
}

/** All is as it was asked for. */
const fine = 0;
/** A lesson's log is damaged, or the disk refused. */
const failed = 1;
const wronglyCalled = 2;
/** Nothing is wrong, but not all of it is done: a lesson is not over, statements were refused or are not delivered yet. */
const incomplete = 3;

/**
 * `npm run archive -- xapi (LESSON… | --all) [--deliver] [--again] [--data FOLDER] [--json]`: writes learning records, and delivers
 * them. Returns the exit code: 0 done, 1 failed, 2 wrongly called, 3 not all of it.
 */
export async function xapiCommand(args: readonly string[], context: XapiCommandContext): Promise<number> {
  const words = xapiWords(context.environment);
  const options = readArguments(args);
  if (options?.help) {
    context.write(words.help);
    return fine;
  }
  if (!options || (options.lessons.length === 0) !== options.all) {
    context.write(words.usage);
    return wronglyCalled;
  }
  let environment: XapiEnvironment;
  try {
    environment = readXapiEnvironment(context.environment);
  } catch (error) {
    context.write(messageOf(error));
    return wronglyCalled;
  }
  if (options.deliver && environment.lrs === null) {
    context.write(words.noStore);
    return wronglyCalled;
  }
  const data = options.data ?? (context.environment.TONGKE_DATA_DIR || 'data');
  const archivesPath = join(resolve(context.folder, data), 'archive');
  const archives = await findArchives(archivesPath);
  const codes: number[] = [];
  for (const lesson of options.all ? archives.map(({ name }) => name) : options.lessons) {
    const archive = archives.find(({ name, lessonId }) => name === lesson || lessonId === lesson);
    if (archive) codes.push(await one(archive, options, environment, context));
    else {
      context.write(words.noArchive(lesson));
      codes.push(failed);
    }
    if (context.signal.aborted) codes.push(incomplete);
  }
  return codes.includes(failed) ? failed : Math.max(fine, ...codes);
}

interface Options {
  lessons: string[];
  all: boolean;
  deliver: boolean;
  again: boolean;
  json: boolean;
  help: boolean;
  data: string | null;
}

/** Null for arguments that are none. */
function readArguments(args: readonly string[]): Options | null {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: flag, deliver: flag, again: flag, json: flag, help: flag, data: { type: 'string' } },
    });
    const { all, deliver, again, json, help, data = null } = values;
    return { lessons: positionals, all, deliver: deliver || again, again, json, help, data };
  } catch {
    return null;
  }
}

async function one(
  archive: ArchiveFolder,
  options: Options,
  environment: XapiEnvironment,
  context: XapiCommandContext,
): Promise<number> {
  const words = xapiWords(context.environment);
  const lesson = archive.lessonId;
  const tell = (text: string, value: Record<string, unknown>) =>
    context.write(options.json ? JSON.stringify({ lesson, ...value }) : text);
  try {
    const exported = await exportXapi(archive, environment.settings);
    if (exported === null) {
      tell(words.notOver(lesson), { over: false });
      return incomplete;
    }
    tell(words.written({ lesson, ...exported }), { ...exported });
    return options.deliver ? await send(archive, exported, options, environment, context, tell) : fine;
  } catch (error) {
    tell(`${lesson}: ${messageOf(error)}`, { error: messageOf(error) });
    return failed;
  }
}

async function send(
  archive: ArchiveFolder,
  { sha256 }: Exported,
  { again }: Options,
  { lrs, settings }: XapiEnvironment,
  { pauses = usualPauses, logger = warnings(), signal, environment }: XapiCommandContext,
  tell: (text: string, value: Record<string, unknown>) => void,
): Promise<number> {
  if (lrs === null) return wronglyCalled;
  const words = xapiWords(environment);
  const lesson = archive.lessonId;
  const folder = new LearningFolder(archive);
  if (again) for (const path of [folder.delivery, folder.refused]) await rm(path, { force: true });
  const store = new Lrs(lrs);
  const options = { folder, lrs: store, sha256, settings: JSON.stringify(settings), pauses, logger, signal };
  const { done, delivered, known, refused } = await deliver(options);
  const text = done ? words.delivered(lesson, delivered, refused) : words.undelivered(lesson);
  tell(text, { done, delivered, known, refused });
  return done && refused === 0 ? fine : incomplete;
}

const warnings = (): Logger => pino({ name: 'xapi', level: 'warn' }, destination(2));

/** In a person's words; a log that is not there belongs to a lesson that was never recorded. */
const messageOf = (error: unknown): string =>
  isCode(error, 'ENOENT') ? 'no log' : error instanceof Error ? error.message : String(error);
