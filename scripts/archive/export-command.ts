import path from 'node:path';
import { type ArchiveFolder, type Exported, makeExport } from '@tongke/recorder/archive-tool';
import { project } from '../setup/places.mjs';
import { publishCommand } from './publish-command.ts';
import { publishText as text } from './publish-text.ts';
import { dataDirOf, readArguments } from './read-arguments.ts';

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
  const { values, positionals } = readArguments(args, {
    out: { type: 'string' },
    'with-archive': { type: 'boolean', default: false },
    language: { type: 'string' },
  });
  if (values.help) return undefined;
  const language = values.language ?? text.language;
  if (language !== 'zh' && language !== 'en') throw new RangeError(`--language ${language}`);
  // Several would be written to one place.
  if (values.out !== undefined && positionals.length > 1) throw new RangeError('--out');
  return {
    archives: positionals,
    dataDir: dataDirOf(values.data, environment, project),
    out: values.out === undefined ? null : path.resolve(values.out),
    withArchive: values['with-archive'],
    language,
    json: values.json,
  };
}
