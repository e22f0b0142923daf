import path from 'node:path';
import { type ArchiveFolder, chooseArchives, PublishError } from '@tongke/recorder/archive-tool';
import { createReporter } from '../setup/reporter.mjs';
import { publishText } from './publish-text.ts';
import { printable } from './report.ts';
import { text } from './text.ts';

const codes = { fine: 0, usage: 2, refused: 3, stopped: 130 } as const;

/** A command that makes files of archives, one archive after the other. */
export interface PublishCommand<Options, Made> {
  readonly name: string;
  readonly usage: string;
  /** Undefined: the usage is asked for. @throws {RangeError} */
  readonly parse: () => Options | undefined;
  readonly title: (folder: ArchiveFolder) => string;
  readonly run: (
    folder: ArchiveFolder,
    options: Options,
    way: { signal: AbortSignal; tell: (detail: string) => void },
  ) => Promise<readonly Made[]>;
  readonly madeLine: (folder: ArchiveFolder, made: Made) => string;
}

interface Common {
  readonly archives: readonly string[];
  readonly dataDir: string;
  readonly json: boolean;
}

/** Runs a command; SIGINT and SIGTERM stop it without leaving anything half. Returns the exit code. */
export async function publishCommand<Options extends Common, Made>(
  command: PublishCommand<Options, Made>,
): Promise<number> {
  const chosen = await choose(command);
  if (typeof chosen === 'number') return chosen;
  const { options, folders } = chosen;
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(name)));
  const reporter = createReporter(process.stderr);
  const results: unknown[] = [];
  let code: number = codes.fine;
  for (const folder of folders) {
    const { name } = folder;
    try {
      const made = await reporter.step(command.title(folder), (tell) =>
        command.run(folder, options, { signal: stop.signal, tell }),
      );
      results.push({ name, files: made });
      if (!options.json)
        process.stdout.write(made.map((file) => `${printable(command.madeLine(folder, file))}\n`).join(''));
    } catch (error) {
      if (stop.signal.aborted) {
        process.stderr.write(`${publishText.stopped}\n`);
        return codes.stopped;
      }
      code = codes.refused;
      results.push({ name, ...(error instanceof PublishError ? error.refusal : { reason: reasonOf(error) }) });
      if (!options.json) process.stdout.write(`${printable(publishText.refused(name, sentenceOf(error)))}\n`);
    }
  }
  const { name } = command;
  if (options.json)
    process.stdout.write(`${JSON.stringify({ command: name, ok: code === codes.fine, archives: results })}\n`);
  return code;
}

async function choose<Options extends Common>({
  parse,
  usage,
}: Pick<PublishCommand<Options, never>, 'parse' | 'usage'>) {
  const wrong = (sentence: string) => {
    process.stderr.write(`${sentence}\n\n${usage}\n`);
    return codes.usage;
  };
  try {
    const options = parse();
    if (options === undefined) {
      process.stdout.write(`${usage}\n`);
      return codes.fine;
    }
    if (options.archives.length === 0) return wrong(text.badUsage(publishText.needsOne));
    const folders: ArchiveFolder[] = [];
    for (const wanted of options.archives) {
      const found = await chooseArchives(path.join(options.dataDir, 'archive'), wanted);
      if (found.length === 0) return wrong(text.noArchive(wanted));
      folders.push(...found);
    }
    return { options, folders };
  } catch (error) {
    if (error instanceof RangeError) return wrong(text.badUsage(error.message));
    throw error;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function sentenceOf(error: unknown): string {
  if (!(error instanceof PublishError)) return reasonOf(error);
  const { refusal } = error;
  return publishText.refusals[refusal.reason]('detail' in refusal ? refusal.detail : '');
}
