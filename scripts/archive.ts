// `npm run archive -- list|verify|repair|film|export|cut|delete|hold|release|retain|expire|xapi`: archives on the command line. Set-up (setup.mjs) runs this file on the pinned Node.
import path from 'node:path';
import {
  type ArchiveFolder,
  chooseArchives,
  findArchives,
  listArchive,
  type PublicKey,
  passingKey,
  readOrMakeSigningKey,
  readPublicKey,
  readSigningKey,
  repairArchive,
  type SigningKey,
  signingKeyName,
  verifyArchive,
  xapiCommand,
} from '@tongke/recorder/archive-tool';
import { cutCommand } from './archive/cut-command.ts';
import { exportCommand } from './archive/export-command.ts';
import { filmCommand } from './archive/film-command.ts';
import { isKeepingCommand, keepingCommand } from './archive/keeping-command.ts';
import { type ArchiveOptions, parseOptions } from './archive/options.ts';
import { listedLine, printable, repairedLines, verifiedLines } from './archive/report.ts';
import { text } from './archive/text.ts';
import { project } from './setup/places.mjs';
import { createReporter } from './setup/reporter.mjs';

const codes = { fine: 0, faults: 1, usage: 2, refused: 3 } as const;
type Code = (typeof codes)[keyof typeof codes];

/** What came of one archive. */
interface Outcome {
  readonly code: Code;
  readonly lines: readonly string[];
  readonly json: unknown;
}

class UsageError extends Error {}

const reporter = createReporter(process.stderr);
process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return codes.usage;
});

async function main(): Promise<number> {
  const [, , name] = process.argv;
  if (isKeepingCommand(name)) return await keepingCommand(name, process.argv.slice(3));
  if (name === 'film') return await filmCommand(process.argv.slice(3));
  if (name === 'export') return await exportCommand(process.argv.slice(3));
  if (name === 'cut') return await cutCommand(process.argv.slice(3));
  if (name === 'xapi') return await learningRecords(process.argv.slice(3));
  const options = readArguments();
  if (options === undefined) return codes.fine;
  const archivesPath = path.join(options.dataDir, 'archive');
  const folders = await foldersOf(options, archivesPath);
  const work = await workOf(options);
  let code: Code = codes.fine;
  const results: unknown[] = [];
  for (const folder of folders) {
    const outcome = await work(folder).catch((error: unknown): Outcome => {
      const reason = error instanceof Error ? error.message : String(error);
      return { code: codes.refused, lines: [text.failed(folder.name, reason)], json: { name: folder.name, reason } };
    });
    code = outcome.code > code ? outcome.code : code;
    if (options.json) results.push(outcome.json);
    else process.stdout.write(`${outcome.lines.map(printable).join('\n')}\n`);
  }
  const { command } = options;
  if (options.json)
    process.stdout.write(`${JSON.stringify({ command, ok: code === codes.fine, archives: results })}\n`);
  return code;
}

/** Has a language, options and exit codes of its own. */
async function learningRecords(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  return await xapiCommand(args, { environment: process.env, folder: project, write, signal: stop.signal });
}

function readArguments(): ArchiveOptions | undefined {
  try {
    const options = parseOptions(process.argv.slice(2), process.env, project);
    if (options === undefined) process.stdout.write(`${text.usage}\n`);
    return options;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${text.badUsage(error.message)}\n\n${text.usage}`);
  }
}

async function foldersOf({ archives }: ArchiveOptions, archivesPath: string): Promise<ArchiveFolder[]> {
  if (archives.length === 0) {
    const all = await findArchives(archivesPath);
    if (all.length === 0) process.stderr.write(`${text.noArchives(archivesPath)}\n`);
    return all;
  }
  const chosen = await Promise.all(
    archives.map(async (wanted) => {
      const found = await chooseArchives(archivesPath, wanted);
      if (found.length === 0) throw new UsageError(text.noArchive(wanted));
      return found;
    }),
  );
  return chosen.flat();
}

async function workOf(options: ArchiveOptions): Promise<(folder: ArchiveFolder) => Promise<Outcome>> {
  const { command, dryRun, sealOpen } = options;
  const checked = <Result>(
    { name }: ArchiveFolder,
    run: (onProgress: (files: number, of: number) => void) => Promise<Result>,
  ) => reporter.step(text.checking(name), (progress) => run((done, of) => progress(text.files(done, of))));
  switch (command) {
    case 'list':
      return async (folder) => {
        const json = await listArchive(folder);
        return { code: codes.fine, lines: [listedLine(json, text)], json };
      };
    case 'verify': {
      const known = await knownKeys(options);
      return async (folder) => {
        const json = await checked(folder, (onProgress) => verifyArchive(folder.path, { known, onProgress }));
        const isNewer = json.faults.some(({ type }) => type === 'newerVersion');
        const code = isNewer ? codes.refused : json.faults.length > 0 ? codes.faults : codes.fine;
        return { code, lines: verifiedLines(json, text), json };
      };
    }
    case 'repair': {
      const known = await knownKeys(options);
      const key = await signingKey(options);
      return async (folder) => {
        const json = await checked(folder, (onProgress) =>
          repairArchive(folder, { key, known, dryRun, sealOpen, onProgress }),
        );
        const code = json.refusal ? codes.refused : json.left.length > 0 ? codes.faults : codes.fine;
        return { code, lines: repairedLines(json, dryRun, text), json };
      };
    }
  }
}

/** Those that were given; else the recorder's own. */
function knownKeys({ keys, dataDir }: ArchiveOptions): Promise<PublicKey[]> {
  return usable(async () => {
    if (keys.length > 0) return Promise.all(keys.map((file) => readPublicKey(path.resolve(file))));
    const own = await readSigningKey(keyFile(dataDir));
    return own === null ? [] : [own.public];
  });
}

/** A dry run makes no key. */
function signingKey({ dataDir, dryRun }: ArchiveOptions): Promise<SigningKey> {
  const file = keyFile(dataDir);
  return usable(async () => (dryRun ? ((await readSigningKey(file)) ?? passingKey()) : readOrMakeSigningKey(file)));
}

function keyFile(dataDir: string): string {
  return process.env.RECORDER_KEY_FILE || path.join(dataDir, signingKeyName);
}

function usable<Key>(read: () => Promise<Key>): Promise<Key> {
  return read().catch((error: unknown) => {
    throw new UsageError(text.badKey(error instanceof Error ? error.message : String(error)));
  });
}
