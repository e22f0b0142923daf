import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ArchiveFolder, type Exported, makeExport } from '@tongke/recorder/archive-tool';
import { project } from '../setup/places.mjs';
import { publishCommand } from './publish-command.ts';
import { publishText as text } from './publish-text.ts';

/** What the user asked of `npm run archive -- export`. */
interface ExportCommandOptions {
  readonly archives: readonly string[];
  readonly dataDir: string;
  readonly out: string | null;
  readonly withArchive: boolean;
  readonly language: 'zh' | 'en';
  readonly json: boolean;
}

/** `npm run archive -- export`. Returns the exit code. */
export function exportCommand(args: readonly string[]): Promise<number> {
  return publishCommand<ExportCommandOptions, Exported>({
    name: 'export',
    usage: text.exportUsage,
    parse: () => parseExportOptions(args, process.env),
    title: (folder) => text.exporting(folder.name),
    run: make,
    madeLine: (_folder, made) => text.exported(made.path, made.files),
  });
}

async function make(
  folder: ArchiveFolder,
  { out, withArchive, language }: ExportCommandOptions,
  { signal, tell }: { signal: AbortSignal; tell: (detail: string) => void },
): Promise<Exported[]> {
  const made = await makeExport(folder, {
    ...{ out, withArchive, language, signal },
    onFilm: ({ step, doneMs, ofMs }) => tell(text.progress(text.steps[step], Math.round((doneMs / ofMs) * 100))),
    onFiles: (done, of) => tell(`${done}/${of}`),
  });
  return [made];
}

/** Reads the arguments. @throws {RangeError} for what it does not know; `--help` is undefined */
export function parseExportOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): ExportCommandOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const language = values.language ?? text.language;
  if (language !== 'zh' && language !== 'en') throw new RangeError(`--language ${language}`);
  // Several would be written to one place.
  if (values.out !== undefined && positionals.length > 1) throw new RangeError('--out');
  return {
    archives: positionals,
    dataDir: path.resolve(project, values.data ?? (environment.TONGKE_DATA_DIR || 'data')),
    out: values.out === undefined ? null : path.resolve(values.out),
    withArchive: values['with-archive'],
    language,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        out: { type: 'string' },
        'with-archive': { type: 'boolean', default: false },
        language: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
