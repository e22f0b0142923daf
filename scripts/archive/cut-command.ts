import path from 'node:path';
import { makeCut, readOrMakeSigningKey, signingKeyName } from '@tongke/recorder/archive-tool';
import { project } from '../setup/places.mjs';
import { readTime } from './film-options.ts';
import { publishCommand } from './publish-command.ts';
import { publishText as text } from './publish-text.ts';
import { dataDirOf, readArguments } from './read-arguments.ts';
import { duration } from './report.ts';

/** What the user asked of `npm run archive -- cut`. */
interface CutCommandOptions {
  readonly archives: readonly string[];
  readonly dataDir: string;
  /** Milliseconds on the lesson's timeline. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly title: string;
  readonly json: boolean;
}
interface CutMade {
  readonly link: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** `npm run archive -- cut`. Returns the exit code. */
export function cutCommand(args: readonly string[]): Promise<number> {
  return publishCommand<CutCommandOptions, CutMade>({
    name: 'cut',
    usage: text.cutUsage,
    parse: () => parseCutOptions(args, process.env),
    title: ({ name }) => text.cutting(name),
    run: async (source, { dataDir, fromMs, toMs, title }, { signal, tell }) => {
      const key = await readOrMakeSigningKey(process.env.RECORDER_KEY_FILE || path.join(dataDir, signingKeyName));
      const archivesPath = path.join(dataDir, 'archive');
      const onProgress = (done: number, of: number) => tell(`${done}/${of}`);
      const cut = await makeCut(source, { archivesPath, fromMs, toMs, title, key, signal, onProgress });
      return [{ link: `/watch#a=${cut.folder.webPath}`, fromMs: cut.fromMs, toMs: cut.toMs }];
    },
    madeLine: (_source, { link, fromMs, toMs }) => text.cut({ link, from: duration(fromMs), to: duration(toMs) }),
  });
}

/** Reads the arguments. @throws {RangeError} for what it does not know; `--help` is undefined */
export function parseCutOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): CutCommandOptions | undefined {
  const { values, positionals } = readArguments(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    title: { type: 'string' },
  });
  if (values.help) return undefined;
  const [fromMs, toMs] = [readTime('--from', values.from), readTime('--to', values.to)];
  const title = values.title?.trim() ?? '';
  if (fromMs === undefined || toMs === undefined || toMs <= fromMs) throw new RangeError('--from, --to');
  if (title === '' || title.length > 200) throw new RangeError('--title');
  if (positionals.length > 1) throw new RangeError(positionals.join(' '));
  return {
    archives: positionals,
    dataDir: dataDirOf(values.data, environment, project),
    ...{ fromMs, toMs, title },
    json: values.json,
  };
}
